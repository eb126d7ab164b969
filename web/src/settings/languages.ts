/** Languages of the page, each by its own name. What the coach knows by itself and the wording of a consent are in fewer: `coach` says which
 * is asked for instead. */
export const LANGUAGES = [
  { code: 'en', name: 'English', coach: 'en' },
  { code: 'hi', name: 'हिन्दी', coach: 'hi' },
  { code: 'vi', name: 'Tiếng Việt', coach: 'en' },
] as const;

export type Language = (typeof LANGUAGES)[number]['code'];
export type CoachLanguage = (typeof LANGUAGES)[number]['coach'];

/** undefined: no language of the page. */
export const readLanguage = (code: unknown): Language | undefined => LANGUAGES.find((each) => each.code === code)?.code;

/** What the coach is asked to speak while the page is in this language. */
export const coachLanguage = (page: Language): CoachLanguage => LANGUAGES.find((each) => each.code === page)!.coach;
