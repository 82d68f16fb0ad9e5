/**
 * The invented city: 示例市. Its codes (9999…) are no administrative division; counties and development zones are a dictionary of the sample's own.
 */
export const jurisdiction = { code: '999900', name: '示例市' } as const;

export interface County {
  readonly code: string;
  readonly name: string;
}

export const counties: readonly County[] = [
  { code: '999902', name: '示例东湖区' },
  { code: '999903', name: '示例西岭区' },
  { code: '999904', name: '示例南桥区' },
  { code: '999922', name: '示例临河县' },
  { code: '999923', name: '示例云峰县' },
  { code: '999924', name: '示例石泉县' },
  { code: '999925', name: '示例青溪县' },
];

export interface Zone {
  readonly code: string;
  readonly name: string;
  readonly county: string;
  readonly level: 'national' | 'provincial';
  readonly industries: readonly string[];
}

export const zones: readonly Zone[] = [
  { code: 'SZ01', name: '示例市经济技术开发区', county: '999902', level: 'national', industries: ['高端装备', '电子信息', '新材料'] },
  { code: 'SZ02', name: '示例市高新技术产业开发区', county: '999902', level: 'national', industries: ['电子信息', '光伏及新能源制造'] },
  { code: 'SZ03', name: '示例西岭经济开发区', county: '999903', level: 'provincial', industries: ['高端装备', '新能源汽车零部件'] },
  { code: 'SZ04', name: '示例南桥经济开发区', county: '999904', level: 'provincial', industries: ['新材料', '光伏及新能源制造'] },
  {
    code: 'SZ05',
    name: '示例临河经济开发区',
    county: '999922',
    level: 'provincial',
    industries: ['新能源汽车零部件', '高端装备', '新材料'],
  },
  { code: 'SZ06', name: '示例云峰经济开发区', county: '999923', level: 'provincial', industries: ['光伏及新能源制造', '新材料'] },
  { code: 'SZ07', name: '示例石泉经济开发区', county: '999924', level: 'provincial', industries: ['高端装备'] },
  { code: 'SZ08', name: '示例青溪经济开发区', county: '999925', level: 'provincial', industries: ['电子信息', '新材料'] },
];

/** The city's leading industries by the codes of the scheme's dictionary. */
export const industries = {
  高端装备: 'highEndEquipment',
  电子信息: 'electronicInformation',
  光伏及新能源制造: 'photovoltaicsAndNewEnergy',
  新能源汽车零部件: 'newEnergyVehicleParts',
  新材料: 'newMaterials',
} as const;

/** 本地"链主"企业: what chain-support lines point at. They are no tenants. */
export const chainLeaderNames = [
  '示例星河动力股份有限公司',
  '示例远山装备集团有限公司',
  '示例晴空光电股份有限公司',
  '示例合川新材料股份有限公司',
];
