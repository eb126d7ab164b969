/** `node make-api-types.ts openapi.json out.d.ts [make web-types]`: the types of a client's calls, from the orchestrator's document, and what writes them. */
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const [from, to, by = 'make web-types'] = process.argv.slice(2);
if (!from || !to) throw new Error('name the document and the file to write');
const head = `// Made of the orchestrator's openapi.json by \`${by}\`; not to be edited.\n\n`;
const document = JSON.parse(await readFile(from, 'utf8'));
// What has a default need not be sent.
const tree = await openapiTS(document, { defaultNonNullable: false });
await writeFile(to, head + astToString(tree));
