const SETTLED_MS = 400;
/** After a screen was drawn: its texts have been asked for by then. */
const LONGEST_MS = 2_000;

/** Resolves when what is to be read is there: what only makes the next tap quicker waits for it. */
export async function whenQuiet(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  await new Promise<void>((resolve) => {
    if (typeof requestIdleCallback === 'undefined') resolve(); // not in every browser
    else requestIdleCallback(() => resolve(), { timeout: LONGEST_MS });
  });
}
