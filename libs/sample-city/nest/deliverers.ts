import type { Department } from '#libs/kernel';

/** Who brings a file into the evidence store: by its folder. Parks' lists come gathered by the counties; what has no department is the task force's. */
export function delivererOf(path: string): { readonly account: string; readonly department: Department } {
  const folder = /^\d{4}\/([^/]+)\//.exec(path)?.[1];
  switch (folder) {
    case 'tax':
    case 'landResources':
    case 'emergency':
      return { account: `${folder}-1`, department: folder };
    case 'park':
      return { account: 'county-999902', department: 'county' };
    default:
      return { account: 'taskforce-1', department: 'taskForce' };
  }
}
