// Sends a recording through the client that the document makes, and takes apart what comes back by its types.
import { openAsBlob } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.ts";

type UnifiedResult = components["schemas"]["UnifiedResult"];
type Problem = components["schemas"]["ProblemDocument"];

const [baseUrl, recording, text] = process.argv.slice(2) as [string, string, string];
const client = createClient<paths>({ baseUrl });

function asForm(body: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      form.append(name, each instanceof Blob ? each : String(each));
    }
  }
  return form;
}

async function judge(file: Blob) {
  return client.POST("/api/v1/process", {
    // A file's type is `string` until a generator is told otherwise; what is sent is the Blob.
    body: {
      file: file as unknown as string,
      reference_text: text,
    },
    bodySerializer: asForm,
  });
}

const judged = await judge(await openAsBlob(recording, { type: "audio/wav" }));
const refused = await judge(new Blob(["no recording"]));
const result: UnifiedResult | undefined = judged.data;
const problem: Problem | undefined = refused.error;
const overall: number | null | undefined = result?.scores?.overall;
console.log(
  JSON.stringify({
    status: result?.status,
    words: result?.words?.map((word) => word.text),
    overall: typeof overall,
    problem: problem?.type,
  }),
);
