/** Injects the LogReader: `@Inject(LogReaderToken) reader: LogReader`. */
export const LogReaderToken = Symbol('LogReader');
