/** Every screen that can be opened without a recording, by its address: what looks at all of them reads this list. */
export const SCREENS = [
  '#/',
  '#/sample',
  '#/sample/word/1',
  '#/task/sample/melody',
  '#/task/sample/drill/1',
  '#/history',
  '#/progress',
  '#/more',
  '#/voice',
  '#/privacy',
  '#/settings',
  '#/classes',
  '#/teach',
  '#/capabilities',
  '#/operations',
] as const;
