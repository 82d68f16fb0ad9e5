/** The names that the api reads from its environment (apps/api/config.ts; LOG_LEVEL and OTEL_… are read where logs and traces are set up). */
export const apiEnvironment: readonly string[] = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'EVENT_STORE',
  'EVENT_STORE_FILE',
  'EVIDENCE_DIR',
  'LEDGER_KEYS',
  'JURISDICTION',
  'READY_LAG',
  'STOP_GRACE_SECONDS',
  'LOG_LEVEL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
];
