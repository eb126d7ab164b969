const FETCHED_MS = 60_000;

/** Hands a file to the browser to be saved. It comes for the file later, when it is busy: its address is kept until then. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), FETCHED_MS);
}
