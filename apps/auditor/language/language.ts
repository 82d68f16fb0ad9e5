/** The languages that the program speaks. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** English where the system's settings say so, otherwise Chinese. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const setting = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return setting?.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

/** A text in each language. */
export type InBoth = Readonly<Record<Language, string>>;

/** A template with each {name} filled in; numbers in groups of three. */
export function filled(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? shownValue(values[name]) : whole));
}

function shownValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'number' || typeof value === 'bigint' ? String(value).replace(/\B(?=(?:\d{3})+$)/g, ',') : String(value);
}
