import { Gauge, type Registry } from 'prom-client';

/** How the log of a node stands (libs/sealing). */
export interface LogStanding {
  readonly treeSize: bigint | undefined;
  readonly atHead: boolean;
  readonly signed: { readonly size: bigint } | undefined;
  readonly refusal: object | undefined;
}

const gauges: readonly { readonly name: string; readonly help: string; readonly value: (log: LogStanding) => number }[] = [
  { name: 'parkledger_log_tree_size', help: "Leaves of this node's tree.", value: ({ treeSize }) => Number(treeSize ?? 0n) },
  {
    name: 'parkledger_log_at_head',
    help: '1 while the tree stands at the end of the log as it was last seen.',
    value: ({ atHead }) => Number(atHead),
  },
  {
    name: 'parkledger_log_signed_size',
    help: 'Size of the newest checkpoint that this node knows.',
    value: ({ signed }) => Number(signed?.size ?? 0n),
  },
  {
    name: 'parkledger_log_unsigned_events',
    help: 'Leaves that no checkpoint covers yet.',
    value: ({ treeSize = 0n, signed }) => Math.max(0, Number(treeSize - (signed?.size ?? 0n))),
  },
  {
    name: 'parkledger_log_refused',
    help: '1 while this node refuses to sign: what is to be signed contradicts what was signed, or a key is missing.',
    value: ({ refusal }) => Number(refusal !== undefined),
  },
];

/** Gauges whose values are read when somebody asks for them. They show the log that was named last. */
export function watchLog(registry: Registry, standing: () => LogStanding): void {
  for (const { name, help, value } of gauges) {
    registry.removeSingleMetric(name);
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value(standing()));
      },
    });
  }
}
