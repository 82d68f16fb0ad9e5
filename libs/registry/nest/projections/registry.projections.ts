import type { Projection } from '#libs/event-sourcing';
import { enterpriseDecider, parkDecider, stayOf, tenancyDecider, zoneDecider } from '#libs/registry';
import { foldedProjection } from './folded.projection.js';

/** The registry's read models. */
export const registryProjections: readonly Projection[] = [
  foldedProjection(zoneDecider, {
    table: 'registry_zones',
    version: 1,
    columns: { county: 'TEXT' },
    indexes: [],
    cells: (state) => (state.status === 'none' ? {} : { county: state.county }),
  }),
  foldedProjection(parkDecider, {
    table: 'registry_parks',
    version: 1,
    columns: { zone: 'TEXT', county: 'TEXT', status: 'TEXT' },
    indexes: ['zone', 'county'],
    cells: (state) => (state.status === 'none' ? {} : { zone: state.zone, county: state.county, status: state.status }),
  }),
  foldedProjection(enterpriseDecider, {
    table: 'registry_enterprises',
    version: 1,
    columns: { uscc: 'TEXT', small_micro: 'INTEGER' },
    indexes: ['uscc'],
    cells: (state) =>
      state.status === 'none'
        ? {}
        : { uscc: state.uscc, small_micro: state.kinds === undefined ? null : state.kinds.includes('smallMicro') ? 1 : 0 },
  }),
  foldedProjection(tenancyDecider, {
    table: 'registry_tenancies',
    version: 1,
    columns: { park: 'TEXT', enterprise: 'TEXT', uscc: 'TEXT', status: 'TEXT', from_day: 'TEXT', to_day: 'TEXT' },
    indexes: ['park, enterprise', 'enterprise'],
    cells(state) {
      if (state.status === 'none') return {};
      const { park, enterprise, uscc, status } = state;
      const stay = stayOf(state);
      return { park, enterprise, uscc, status, from_day: stay?.from ?? null, to_day: stay?.to ?? null };
    },
  }),
];
