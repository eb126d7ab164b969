/** `node make-api-types.ts openapi.json out.d.ts`: the types of the client's calls, from the orchestrator's document. */
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const HEAD = '// Made of the orchestrator\'s openapi.json by `make web-types`; not to be edited.\n\n';
const [from, to] = process.argv.slice(2);
if (!from || !to) throw new Error('name the document and the file to write');
const document = JSON.parse(await readFile(from, 'utf8'));
// What has a default need not be sent.
const tree = await openapiTS(document, { defaultNonNullable: false });
await writeFile(to, HEAD + astToString(tree));
