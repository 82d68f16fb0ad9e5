import type { Scheme } from '#libs/scheme';
import { counties, industries } from '../city/dictionary.js';
import type { Register } from '../story/acts.js';
import type { DocumentRef, SeedFiles } from './files.js';
import type { Pen } from './pen.js';

type Cells = Readonly<Record<string, string>>;
const cell = (cells: Cells, header: string): string => {
  const value = cells[header];
  if (value === undefined) throw new RangeError(`no column ${header}`);
  return value;
};

/** The rows of a register's file that belong to an act's batch. */
function rowsOf(files: SeedFiles, path: string, column: string, batch: string | undefined): readonly Cells[] {
  return files
    .rows(path)
    .map(({ cells }) => cells)
    .filter((cells) => batch === undefined || cells[column] === batch);
}

/** The county of each park, by the zone that it lies in. */
export function countiesOfParks(files: SeedFiles): ReadonlyMap<string, string> {
  const ofZone = new Map(files.rows('registry/zones.csv').map(({ cells }) => [cell(cells, '开发区代码'), cell(cells, '县区代码')]));
  return new Map(
    files.rows('registry/parks.csv').map(({ cells }) => [cell(cells, '园区代码'), ofZone.get(cell(cells, '开发区代码')) as string]),
  );
}

/** Unfolds an act of the register into its commands. */
export function planRegister(act: Register, files: SeedFiles, pen: Pen, scheme: Scheme): void {
  switch (act.act) {
    case 'registerZones':
      return zones(act, files, pen, scheme);
    case 'registerParks':
      return parks(act, files, pen);
    case 'recogniseParks':
      return recognitions(act, files, pen, scheme);
    case 'grantTransitions':
      return transitions(act, files, pen, scheme);
    case 'registerEnterprises':
      return enterprises(act, files, pen);
    case 'admitTenants':
      return admissions(act, files, pen);
    case 'endTenancies':
      return departures(act, files, pen);
  }
}

function zones(act: Register, files: SeedFiles, pen: Pen, scheme: Scheme): void {
  for (const { cells } of files.rows('registry/zones.csv')) {
    const id = cell(cells, '开发区代码');
    const county = cell(cells, '县区代码');
    if (!counties.some(({ code }) => code === county)) throw new RangeError(`no such county: ${county}`);
    const level = cell(cells, '级别') === '国家级' ? 'national' : 'provincial';
    pen.step(act.by, `${id}/zone`, {
      room: 'zone',
      id,
      command: () => ({ type: 'RegisterZone', name: cell(cells, '开发区名称'), county, level }),
    });
    const leading = cell(cells, '主导产业')
      .split('、')
      .map((name) => industries[name as keyof typeof industries]);
    pen.step(act.by, `${id}/industries`, {
      room: 'zone',
      id,
      command: () => ({ type: 'SetLeadingIndustries', industries: leading, scheme: scheme.id }),
    });
  }
}

function parks(act: Register, files: SeedFiles, pen: Pen): void {
  for (const cells of rowsOf(files, 'registry/parks.csv', '登记批次', act.batch)) {
    const id = cell(cells, '园区代码');
    const command = {
      type: 'RegisterPark',
      name: cell(cells, '园区名称'),
      zone: cell(cells, '开发区代码'),
      operator: { name: cell(cells, '运营机构'), uscc: cell(cells, '运营机构代码') },
      completedOn: cell(cells, '竣工日期'),
      operatingSince: cell(cells, '投运日期'),
    };
    pen.step(act.by, id, { room: 'park', id, command: () => command });
  }
}

/** 认定, 不予认定 or 在审: the county applies, 专班 decides. */
function recognitions(act: Register, files: SeedFiles, pen: Pen, scheme: Scheme): void {
  const countyOf = countiesOfParks(files);
  for (const cells of rowsOf(files, 'registry/recognition.csv', '登记批次', act.batch)) {
    const id = cell(cells, '园区代码');
    const facts = applicationFacts(cells, files.list('registry/recognition.csv', '小微企业园认定申请材料汇总'));
    pen.step(`county-${countyOf.get(id)}`, `${id}/application`, {
      room: 'park',
      id,
      command: () => ({ type: 'ApplyForRecognition', facts }),
    });
    const on = cell(cells, '决定日期');
    const number = cell(cells, '文号');
    switch (cell(cells, '结论')) {
      case '认定': {
        const document = { ...files.document(act.document as string), number, date: on };
        pen.step(act.by, `${id}/decision`, {
          room: 'park',
          id,
          command: () => ({ type: 'RecognisePark', on, scheme: scheme.id, document }),
        });
        break;
      }
      case '不予认定': {
        const document = { ...files.document('refusal-2025'), number, date: on };
        pen.step(act.by, `${id}/decision`, {
          room: 'park',
          id,
          command: () => ({ type: 'RefuseRecognition', on, scheme: scheme.id, findings: [], document }),
        });
        break;
      }
      case '在审':
        break;
    }
  }
}

function applicationFacts(cells: Cells, document: DocumentRef): object {
  const evidence = [document];
  const yes = (header: string): boolean => cell(cells, header) === '是';
  const count = (header: string): number => parseInt(cell(cells, header), 10);
  return {
    withinZone: { met: true, evidence },
    legalPerson: { met: yes('独立法人'), evidence },
    goodCredit: { operator: yes('运营主体信用良好'), representative: yes('法定代表人信用良好'), evidence },
    inOperation: { since: cell(cells, '投运日期'), evidence },
    fitsPlan: { met: yes('符合建设规划'), evidence },
    publicFacilities: { met: yes('公共配套设施'), evidence },
    operator: { met: yes('运营管理机构'), evidence },
    size: {
      land: { area: cell(cells, '占地面积'), unit: cell(cells, '面积单位') === '亩' ? 'mu' : 'm2' },
      floor: cell(cells, '建筑面积（平方米）'),
      evidence,
    },
    admissionConditions: { met: yes('明确入园条件'), leadingIndustry: cell(cells, '主导产业'), evidence },
    smallShare: { small: count('小微企业数'), tenants: count('企业数'), evidence },
    manufacturers: { count: count('加工制造类企业数'), evidence },
  };
}

function transitions(act: Register, files: SeedFiles, pen: Pen, scheme: Scheme): void {
  for (const cells of rowsOf(files, 'registry/transition.csv', '登记批次', act.batch)) {
    const id = cell(cells, '园区代码');
    const until = cell(cells, '过渡期止');
    const document = { ...files.document(act.document as string), number: cell(cells, '文号') };
    pen.step(act.by, id, { room: 'park', id, command: () => ({ type: 'GrantTransition', until, scheme: scheme.id, document }) });
  }
}

function enterprises(act: Register, files: SeedFiles, pen: Pen): void {
  for (const cells of rowsOf(files, 'registry/enterprises.csv', '登记批次', act.batch)) {
    const uscc = cell(cells, '统一社会信用代码');
    const kinds = [
      cell(cells, '小微企业') === '是' ? ['smallMicro'] : [],
      cell(cells, '加工制造类') === '是' ? ['manufacturing'] : [],
    ].flat();
    const command = { type: 'RegisterEnterprise', uscc, name: cell(cells, '企业名称'), industry: cell(cells, '行业'), kinds };
    pen.step(act.by, uscc, { room: 'enterprise', command: () => command, remember: { name: `enterprise ${uscc}` } });
  }
}

const tenancyName = (cells: Cells): string =>
  `tenancy ${cell(cells, '园区代码')} ${cell(cells, '统一社会信用代码')} ${cell(cells, '入园日期')}`;

function admissions(act: Register, files: SeedFiles, pen: Pen): void {
  const countyOf = countiesOfParks(files);
  for (const cells of rowsOf(files, 'registry/tenancies.csv', '登记批次', act.batch)) {
    const park = cell(cells, '园区代码');
    const uscc = cell(cells, '统一社会信用代码');
    const from = cell(cells, '入园日期');
    const name = tenancyName(cells);
    const application = `${park}/${uscc}/${from}`;
    pen.step(`park-${park}`, `${application}/application`, {
      room: 'tenancy',
      command: (known) => ({ type: 'ApplyForTenancy', park, enterprise: known.id(`enterprise ${uscc}`), uscc }),
      remember: { name },
    });
    pen.step(`county-${countyOf.get(park)}`, `${application}/admission`, {
      room: 'tenancy',
      id: (known) => known.id(name),
      command: () => ({ type: 'AdmitTenant', from }),
    });
  }
}

function departures(act: Register, files: SeedFiles, pen: Pen): void {
  for (const cells of rowsOf(files, 'registry/tenancies.csv', '离园登记批次', act.batch)) {
    const park = cell(cells, '园区代码');
    const name = tenancyName(cells);
    const on = cell(cells, '离园日期');
    const where = cell(cells, '离园去向');
    const command =
      where === '搬离'
        ? { type: 'RecordDeparture', on, reason: '租期届满，企业自行搬离。' }
        : { type: 'GraduateTenant', on, to: where === '升规毕业' ? 'aboveScale' : 'highTech' };
    pen.step(`park-${park}`, `${park}/${cell(cells, '统一社会信用代码')}/${on}`, {
      room: 'tenancy',
      id: (known) => known.id(name),
      command: () => command,
    });
  }
}
