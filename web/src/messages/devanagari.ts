import subset from '@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-400-normal.woff2?url';

/** For machines that have no letters of it; the browser fetches it when the first of them is shown. */
export function addDevanagari(): void {
  const face = new FontFace('Noto Sans Devanagari', `url(${subset}) format('woff2')`, {
    display: 'swap',
    unicodeRange: 'U+0900-097F, U+200C-200D, U+20B9, U+25CC, U+A8E0-A8FF',
  });
  document.fonts.add(face);
}
