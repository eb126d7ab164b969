import { defineConfig } from 'vite';

const orchestrator = process.env.ORCHESTRATOR ?? 'http://127.0.0.1:8010';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the policy of the page takes no data addresses but for pictures
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/api': orchestrator, '/objects': orchestrator, '/tasks': orchestrator, '/version': orchestrator },
  },
});
