import { defineConfig } from 'vite';

const orchestrator = process.env.ORCHESTRATOR ?? 'http://127.0.0.1:8010';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the policy of the page takes no data addresses but for pictures
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // A file for what every screen needs, and one for results: over HTTP/1.1 each small one would be a round trip.
        codeSplitting: {
          groups: [
            { name: 'page', test: /node_modules\/preact|src\/(api|audio|messages\/(index|format)\.ts|messages\/en|parts(?!\/mouth)|settings|unsent|routes|screens\/practise)/ },
            { name: 'judged', test: /src\/(screens\/(result|word|processing|drill\/judge)|parts\/mouth\/Mouths)/ },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/api': { target: orchestrator, ws: true }, '/objects': orchestrator, '/tasks': orchestrator, '/version': orchestrator },
  },
});
