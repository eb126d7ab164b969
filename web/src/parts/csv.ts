/** Lines of a file for a table program, the first its head. */
export const tableOf = (lines: (string | number | null | undefined)[][]): string =>
  `\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;

/** Quoted where it has to be. What a table program would take for a formula begins with a quotation mark of its own. */
function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return `${value}`;
  const text = (value ?? '').replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
