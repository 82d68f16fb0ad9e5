/** What a refusal looks like to `toThrow` and `toEqual`: an error of the domain with this code, and nothing else that may be thrown. */
export const refusal = (code: string | RegExp) =>
  expect.objectContaining({ name: 'DomainError', code: typeof code === 'string' ? code : expect.stringMatching(code) });
