/** One step of a task. */
export interface TaskEvent {
  /** `stage_started`, `stage_progress`, `stage_finished`, `partial_result`, `task_postponed`, `task_retried`, `task_finished` */
  name: string;
  fields: Record<string, unknown>;
  /** Its number, from 1; null for the end of a task that was not told but asked for. */
  id: number | null;
}

/** The events of a body of server-sent events, as they come. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<TaskEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let lines: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A lone \r at the end may be half of \r\n.
      const parts = rest.split(/\r\n|\n|\r(?!$)/);
      rest = parts.pop() ?? '';
      for (const line of parts) {
        if (line) {
          lines.push(line);
          continue;
        }
        const event = eventOf(lines);
        lines = [];
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventOf(lines: string[]): TaskEvent | null {
  const fields = (name: string): string[] =>
    lines
      .filter((line) => line === name || line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
  const data = fields('data');
  if (!data.length) return null;
  const id = Number.parseInt(fields('id').at(-1) ?? '', 10);
  return { name: fields('event').at(-1) ?? '', fields: objectOf(data.join('\n')), id: Number.isNaN(id) ? null : id };
}

/** Empty for what is no JSON object. */
function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
