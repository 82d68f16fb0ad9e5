/** Where the worker finds the log. The address may hold a password: it is handed over and never told. */
export type LogSource = { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'eventStoreDb'; readonly address: string };

/** What the worker is started with. */
export interface WorkerTask {
  readonly source: LogSource;
  readonly treePath: string;
}

/** To the worker: bring the tree to the end of the log and end. */
export type ToWorker = 'finish';

/** An error on its way between threads: its class would be lost. */
export interface ToldError {
  readonly name: string;
  readonly message: string;
}

/** From the worker. */
export type FromWorker =
  | { readonly kind: 'opened' }
  | { readonly kind: 'grown'; readonly size: bigint; readonly atHead: boolean }
  | { readonly kind: 'rebuilt' }
  | { readonly kind: 'trouble'; readonly error: ToldError; readonly tries: number }
  | { readonly kind: 'stopped'; readonly index: bigint; readonly error: ToldError };
