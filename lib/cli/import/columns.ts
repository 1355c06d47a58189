/** Which columns of a CSV file are what. */
export type UsageColumns = {
  /** Where in a vendor's world keys are unique: part of a key's identity. */
  readonly source: string
  readonly time: string
  /** An organization, or the column that names it. */
  readonly org: string | null
  readonly orgColumn: string | null
  /** Columns of quantities, each of one meter. */
  readonly meters: readonly { readonly meter: string; readonly column: string }[]
  /** Where the meter of a row is named by the row itself: by which column, and the column of its quantity. */
  readonly meterColumn: string | null
  readonly quantityColumn: string | null
  readonly resource: string
  readonly resourceColumn: string | null
  /** The column that identifies a row, where there is one. */
  readonly keyColumn: string | null
  /** A row that says anything else in this column is no usage. */
  readonly only: { readonly column: string; readonly value: string } | null
  /** Values of the columns of organizations and meters, and what they are called here. */
  readonly names: ReadonlyMap<string, string>
  /** Days to move every event by; what happened on one day stays within one day. */
  readonly shiftDays: number
}

export const noColumns: UsageColumns = {
  source: 'csv',
  time: '',
  org: null,
  orgColumn: null,
  meters: [],
  meterColumn: null,
  quantityColumn: null,
  resource: '',
  resourceColumn: null,
  keyColumn: null,
  only: null,
  names: new Map(),
  shiftDays: 0,
}

type Preset = { readonly has: readonly string[]; readonly columns: Partial<UsageColumns> }

/** Exports that are known, with the columns by which they are recognized. */
export const presets = {
  trace: {
    has: ['TIMESTAMP', 'ContextTokens', 'GeneratedTokens'],
    columns: {
      time: 'TIMESTAMP',
      meters: [
        { meter: 'llm.input_tokens', column: 'ContextTokens' },
        { meter: 'llm.output_tokens', column: 'GeneratedTokens' },
      ],
    },
  },
  litellm: {
    has: ['request_id', 'startTime', 'prompt_tokens', 'completion_tokens'],
    columns: {
      time: 'startTime',
      orgColumn: 'team_id',
      resourceColumn: 'model',
      keyColumn: 'request_id',
      meters: [
        { meter: 'llm.input_tokens', column: 'prompt_tokens' },
        { meter: 'llm.output_tokens', column: 'completion_tokens' },
      ],
    },
  },
  focus: {
    has: ['ChargePeriodStart', 'ChargeCategory', 'ConsumedQuantity'],
    columns: {
      time: 'ChargePeriodStart',
      orgColumn: 'SubAccountId',
      resourceColumn: 'ResourceId',
      meterColumn: 'SkuId',
      quantityColumn: 'ConsumedQuantity',
      only: { column: 'ChargeCategory', value: 'Usage' },
    },
  },
} satisfies Record<string, Preset>

export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as readonly PresetName[]

/** The preset that a header fits; null for none. */
export const presetOf = (header: readonly string[]): PresetName | null => {
  const lower = new Set(header.map((name) => name.toLowerCase()))
  return presetNames.find((name) => presets[name].has.every((column) => lower.has(column.toLowerCase()))) ?? null
}

/** The columns of a preset; what a file of that kind is not asked for stays as it is. */
export const presetColumns = (name: PresetName): UsageColumns => ({
  ...noColumns,
  ...presets[name].columns,
  source: name === 'trace' ? noColumns.source : name,
})
