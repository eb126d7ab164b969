import type { components } from './schema.js';

type Answers = components['schemas'];

/** As the service tells it: all fields are there, also those that have a default. */
export type Told<T> = T extends (infer U)[]
  ? Told<U>[]
  : T extends object
    ? { [K in keyof T]-?: Told<Exclude<T[K], undefined>> }
    : T;

/** An answer by its name in the service's OpenAPI document. */
export type Answer<K extends keyof Answers> = Told<Answers[K]>;
