/** Who may import whom. A folder of lib may import those listed for it and nothing else of ours. */
const base = ['clock', 'errors', 'log', 'paths', 'list-address'].map((name) => `^lib/${name}\\.ts$`);
const evidence = '^lib/probe/(evidence|(deep-scan|discovery)/record)\\.ts$';
const ruleMetadata =
  '^lib/diagnosis/(rule|catalog|name-answers|knowledge|expiry|profile|subject|diagnose|verdict|order|waivers)\\.ts$|^lib/diagnosis/(rules|fleet-rules|article|ldap|requirements|clients|forecast)/|^lib/diagnosis/reading/(wording|enrolment|directory-server|key-purposes)\\.ts$';
const viewTypes =
  '^lib/checks/(read/(views|host-state|hosts-table/(views|filter))|live-events|heartbeat)\\.ts$|^lib/(certificates|fleet)/[a-z-]+/(views|filter)\\.ts$|^lib/export/[a-z-]+\\.ts$';
/** Reading certificates from bytes, without any network. */
const certificateReading = '^lib/probe/x509/[a-z-]+\\.ts$';
const verbsAndReads =
  '^lib/(fleet|access|incidents|events|certificates|export)/|^lib/checks/(read/|request-(check|deep-scan|discovery)\\.ts$|live-events\\.ts$)';

const mayImport = {
  '^lib/(clock|errors|paths|list-address)\\.ts$': [],
  '^lib/log\\.ts$': [],
  '^lib/config/': [],
  '^lib/secrets/': ['^lib/config/'],
  '^lib/probe/': ['^lib/clock\\.ts$'],
  '^lib/diagnosis/': [evidence],
  '^lib/db/': ['^lib/config/', '^lib/log\\.ts$', '^lib/clock\\.ts$'],
  '^lib/queue/': ['^lib/(config|db)/', ...base],
  '^lib/export/': [],
  '^lib/certificates/': [
    '^lib/(fleet|certificates|access|db|queue|config|secrets|export)/',
    ruleMetadata,
    evidence,
    certificateReading,
    viewTypes,
    ...base,
  ],
  '^lib/(fleet|incidents|events|access)/': [
    '^lib/(fleet|certificates|incidents|events|access|db|queue|config|secrets)/',
    ruleMetadata,
    evidence,
    viewTypes,
    ...base,
  ],
  '^lib/checks/': ['^lib/(probe|diagnosis|db|fleet|certificates|incidents|queue|access|config|secrets)/', ...base],
  /** Servers that stand in for real ones: in tests, and in the demo fleet. */
  '^lib/simulation/': ['^lib/probe/(stages/(bind|start-tls)\\.ts$|ldap/ber\\.ts$|x509/)', ...base],
  '^lib/demo/': ['^lib/(simulation|fleet|certificates|access|db|config|secrets|diagnosis|probe/x509)/', ...base],
  '^lib/worker/': ['^lib/(checks|fleet|incidents|notify|queue|config|db|probe|access|secrets)/', ...base],
  '^components/': [evidence, ruleMetadata, viewTypes, ...base],
  '^(app/|proxy\\.ts$)': ['^components/', '^lib/(config|db)/', verbsAndReads, ruleMetadata, evidence, ...base],
};

const folderRules = Object.entries(mayImport).map(([from, allowed]) => ({
  name: `imports of ${from}`,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$|/testing/' },
  to: { path: '^(app|bin|components|lib|scripts|bench|e2e)/|^proxy\\.ts$', pathNot: [from, ...allowed].join('|') },
}));

export default {
  forbidden: [
    ...folderRules,
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no unresolvable import', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'lib runs without the web framework',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: 'node_modules/(next|react|react-dom|server-only)/' },
    },
    {
      name: 'only app imports the web framework',
      severity: 'error',
      from: { pathNot: '^(app/|proxy\\.ts$|next\\.config\\.js$|next-env|components/|\\.next/)' },
      to: { path: 'node_modules/next/' },
    },
    {
      name: 'the diagnosis is pure',
      severity: 'error',
      from: { path: '^lib/diagnosis/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tests are imported by tests alone',
      severity: 'error',
      from: { pathNot: '\\.test\\.tsx?$|/testing/|^(e2e|bench|scripts)/' },
      to: { path: '\\.test\\.tsx?$|/testing/' },
    },
    {
      name: 'generated database code stays in lib/db',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: '^lib/db/generated/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|lib/db/generated' },
    exclude: { path: '^\\.next/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
