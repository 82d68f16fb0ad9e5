/** The house's rules (docs/architecture.md): what may know what. */
const pure = '^libs/(kernel|scheme|scoring|transparency)/';
const contexts = 'rulebook|registry|dossier|submission|evaluation|erasure|desk';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'pure-rooms-stay-pure',
      comment: 'kernel, scheme, scoring and transparency import no Nest and no I/O: the auditor runs the same code.',
      severity: 'error',
      from: { path: pure, pathNot: '\\.(spec|testing)\\.ts$' },
      to: {
        path: '(^|/)node_modules/(@nestjs|libsql|express|rxjs)|^(node:)?(fs|net|http|https|child_process|worker_threads)(/promises)?$|^libs/(sqlite|event-store|event-sourcing|evidence|registry|dossier|evaluation|rulebook|access|http)/|^apps/',
      },
    },
    {
      name: 'bundle-format-stays-pure',
      comment: "An auditor's program reads bundles with the format's door alone.",
      severity: 'error',
      from: { path: '^libs/audit-bundle/[^/]+\\.ts$', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^libs/(?!kernel/|audit-bundle/)|^libs/audit-bundle/[^/]+/|^(node:)?(fs|net|http|https|child_process|worker_threads)(/promises)?$',
      },
    },
    {
      name: 'workbooks-are-read-without-io',
      comment: "The auditor's program reads workbooks by the pure door of spreadsheets: no disk, no thread, no writer of workbooks.",
      severity: 'error',
      from: { path: '^libs/spreadsheets/', pathNot: '\\.spec\\.ts$|^libs/spreadsheets/(reader|write|testing)/' },
      to: {
        path: '^libs/(?!kernel/|spreadsheets/)|^libs/spreadsheets/(reader|write|testing)/|(^|/)node_modules/(exceljs|jszip|yazl)/|^(node:)?(fs|net|http|https|child_process|worker_threads)(/promises)?$',
      },
    },
    {
      name: 'doors-only',
      comment: 'A room is entered by its door: index.ts of the room, or of a door folder.',
      severity: 'error',
      from: { path: '^(libs|apps|test)/([^/]+)/' },
      to: {
        path: '^libs/([^/]+)/',
        pathNot: [
          '^libs/$2/',
          '^libs/[^/]+/index\\.ts$',
          '^libs/[^/]+/(nest|sqlite|eventstoredb|memory|contract|copy|testing|reader|write)/index\\.ts$',
        ],
      },
    },
    {
      name: 'pure-door-without-nest',
      comment: "A context's pure door (events, state, decide) knows neither Nest nor a store.",
      severity: 'error',
      from: { path: `^libs/(${contexts})/[^/]+\\.ts$|^libs/(${contexts})/(?!nest/)`, pathNot: '\\.spec\\.ts$|^libs/[^/]+/testing/' },
      to: { path: '(^|/)node_modules/(@nestjs|libsql|express|rxjs)|^libs/[^/]+/nest/|^libs/(http|sqlite)/' },
    },
    {
      name: 'documents-say-before-they-print',
      comment: 'What a document says is pure; printing knows no context, and only the Nest door asks the ledger.',
      severity: 'error',
      from: { path: '^libs/documents/(?!nest/|testing/)', pathNot: '\\.spec\\.ts$' },
      to: { path: '(^|/)node_modules/(@nestjs|libsql|express|rxjs)|^libs/[^/]+/nest/|^libs/(http|sqlite|event-store)/' },
    },
    {
      name: 'contexts-know-published-things-only',
      comment: "Another context is known by its pure door only (published events, state and queries), never by its Nest door's insides.",
      severity: 'error',
      from: { path: `^libs/(${contexts})/` },
      to: { path: `^libs/(${contexts})/nest/(?!index\\.ts)`, pathNot: '^libs/$1/' },
    },
    {
      name: 'libs-do-not-know-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test|tools)/' },
    },
    {
      name: 'nobody-imports-a-spec',
      severity: 'error',
      from: { pathNot: '\\.spec\\.ts$' },
      to: { path: '\\.spec\\.ts$' },
    },
    {
      name: 'testing-doors-in-tests-only',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '\\.(spec|testing)\\.ts$|^libs/[^/]+/(testing|contract)/' },
      to: { path: '^libs/[^/]+/(testing|contract)/' },
    },
    {
      name: 'verification-fits-into-one-file',
      comment:
        "The auditor's program is one file for plain Node: whatever verification reaches, it reaches no framework, no driver and no client of a server.",
      severity: 'error',
      from: { path: '^libs/verification/', pathNot: '\\.spec\\.ts$|^libs/verification/testing/' },
      to: { path: '(^|/)node_modules/(@nestjs|libsql|@libsql|express|rxjs|@grpc|@eventstore|pino)(/|$)', reachable: true },
    },
    {
      name: 'verification-does-no-io',
      comment: 'Lines, files and heads are given to it.',
      severity: 'error',
      from: { path: '^libs/verification/', pathNot: '\\.spec\\.ts$|^libs/verification/testing/' },
      to: {
        path: '^(node:)?(fs|net|http|https|child_process|worker_threads)(/promises)?$|^libs/(sqlite|http|access|sealing)/|^libs/[^/]+/nest/',
      },
    },
    {
      name: 'witness-knows-no-ledger',
      comment:
        'A second office runs it: it checks signatures and proofs, and sees no event. Of event-sourcing it takes the file of a secret.',
      severity: 'error',
      from: { path: '^apps/witness/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/(?!(files|kernel|sqlite|transparency)/|event-sourcing/index\\.ts$)|^apps/(?!witness/)' },
    },
    {
      name: 'auditor-needs-no-server',
      comment:
        "The auditor's program runs alone: pure rooms, pure doors, a zip reader. No application, store, database, framework or network.",
      severity: 'error',
      from: { path: '^apps/auditor/', pathNot: '\\.(spec|testing)\\.ts$' },
      to: {
        path: '.',
        pathNot: [
          '^apps/auditor/',
          `^libs/(kernel|scheme|scoring|transparency|audit-bundle|verification|event-sourcing|${contexts})/index\\.ts$`,
          '(^|/)node_modules/yauzl/',
          '(^|/)node_modules/@types/(node|yauzl)/',
          '^(node:)?(crypto|fs/promises|util|zlib)$',
        ],
      },
    },
    {
      name: 'files-and-threads-know-nothing',
      comment: 'What brings bytes to the disk, or work into another thread, knows no ledger: every room may use it.',
      severity: 'error',
      from: { path: '^libs/(files|threads)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/|(^|/)node_modules/(?!@types/node/)', pathNot: '^libs/$1/' },
    },
    {
      name: 'sealing-knows-no-context',
      comment: 'A log is sealed whatever its events say: what asks for a checkpoint is told by the application.',
      severity: 'error',
      from: { path: '^libs/sealing/' },
      to: { path: `^libs/(${contexts}|scheme|scoring|evidence|sample-city|telemetry)/` },
    },
    {
      name: 'telemetry-is-a-leaf',
      comment: 'Whoever is watched does not know who looks on: only the application puts telemetry before and beside its parts.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^libs/telemetry/|^apps/api/' },
      to: { path: '^libs/telemetry/' },
    },
    {
      name: 'telemetry-knows-no-context',
      comment: 'What a context has to do with is no business of a log: telemetry sees ports, types and codes.',
      severity: 'error',
      from: { path: '^libs/telemetry/', pathNot: '\\.spec\\.ts$' },
      to: { path: `^libs/(${contexts}|scheme|scoring|evidence|sample-city)/` },
    },
    {
      name: 'telemetry-packages-in-one-room',
      comment: 'Logs, metrics and spans are written through libs/telemetry, which lets no payload through.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^libs/telemetry/' },
      to: { path: '(^|/)node_modules/(pino|prom-client|@opentelemetry)(/|$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'] },
    exclude: { path: '^dist/' },
  },
};
