/** Message and advice of a code in English; `{name}` marks a parameter. */
export type English = readonly [message: string, remedy: string];
