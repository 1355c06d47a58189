import { parseArgs } from 'node:util'
import { CommandError } from '@/lib/cli/session'
import { meterName, orgSlug } from '@/lib/contracts/common'
import { noColumns, type PresetName, presetColumns, presetNames, presetOf, type UsageColumns } from './columns'

export const usage = `npm run import-usage -- FILE [--preset ${presetNames.join('|')}] [--org ORG] [--time COLUMN] [--meter METER=COLUMN …]
  [--map FIELD=COLUMN …] [--resource NAME] [--key COLUMN] [--strict] [--shift-days N]

  --preset    a kind of export; without it, the header tells: a token trace, LiteLLM's spend logs, FOCUS
  --org       whose usage it is; without it the column that --map org=COLUMN names, or the preset's
  --meter     a meter and the column of its quantities, once for each; METER alone takes the column --map quantity=COLUMN
  --map       time, org, meter, quantity, resource or key, and the column it is in; also what values are called here:
              --map "org:Team A=alpenblick", --map "meter:GPU hours=node.hours"
  --key       the column that identifies a row; without one its content does, and its place among equal rows
  --strict    records nothing if one row cannot be read or priced
  --shift-days  moves every event by whole days`

export const readOptions = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        preset: { type: 'string' },
        org: { type: 'string' },
        time: { type: 'string' },
        meter: { type: 'string', multiple: true },
        map: { type: 'string', multiple: true },
        resource: { type: 'string', default: '' },
        key: { type: 'string' },
        strict: { type: 'boolean', default: false },
        'shift-days': { type: 'string', default: '0' },
      },
    })
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  }
}

export type Options = ReturnType<typeof readOptions>['values']

const fields = ['time', 'org', 'meter', 'quantity', 'resource', 'key'] as const
type Field = (typeof fields)[number]

const pairOf = (option: string, text: string): readonly [string, string] => {
  const at = text.lastIndexOf('=')
  if (at < 1 || at === text.length - 1) throw new CommandError(`${option} is written NAME=VALUE, not "${text}".`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

/** What --map says: the columns of fields, and the names of values. */
const mappingsOf = (texts: readonly string[]) => {
  const columns = new Map<Field, string>()
  const names = new Map<string, string>()
  for (const text of texts) {
    const [name, value] = pairOf('--map', text)
    const field = fields.find((each) => each === name)
    if (field) columns.set(field, value)
    else if (/^(org|meter):./.test(name)) names.set(name, value)
    else throw new CommandError(`--map knows ${fields.join(', ')}, org:VALUE and meter:VALUE, not "${name}".`)
  }
  return { columns, names }
}

const presetNamed = (name: string | undefined, header: readonly string[]): PresetName | null => {
  if (name === undefined) return presetOf(header)
  const known = presetNames.find((each) => each === name)
  if (!known) throw new CommandError(`There is no preset ${name}; there are ${presetNames.join(', ')}.`)
  return known
}

/** Columns that a preset names and this file may do without. */
const withoutAbsent = (columns: UsageColumns, header: readonly string[]): UsageColumns => {
  const lower = new Set(header.map((name) => name.toLowerCase()))
  const present = (column: string | null) => (column !== null && lower.has(column.toLowerCase()) ? column : null)
  return { ...columns, orgColumn: present(columns.orgColumn), resourceColumn: present(columns.resourceColumn) }
}

/** Quantities of each meter: from columns that are named with it, or all from one column. */
const metersOf = (texts: readonly string[], quantityColumn: string | null): UsageColumns['meters'] => {
  const meters = texts.map((text) => {
    if (text.includes('=')) {
      const [meter, column] = pairOf('--meter', text)
      return { meter, column }
    }
    if (quantityColumn === null)
      throw new CommandError(`Say where the quantities of ${text} are: --meter ${text}=COLUMN.`)
    return { meter: text, column: quantityColumn }
  })
  for (const { meter } of meters) {
    if (!meterName.safeParse(meter).success) throw new CommandError(`"${meter}" is no meter, such as llm.input_tokens.`)
  }
  if (new Set(meters.map(({ meter }) => meter)).size < meters.length) throw new CommandError('A meter is named twice.')
  return meters
}

/** Which columns are what: by the preset that the file fits, and by what the command says beyond it. */
export const columnsOf = (header: readonly string[], values: Options): UsageColumns => {
  const preset = presetNamed(values.preset, header)
  const base = preset ? withoutAbsent(presetColumns(preset), header) : noColumns
  const { columns: mapped, names } = mappingsOf(values.map ?? [])
  const shiftDays = Number(values['shift-days'])
  if (!Number.isInteger(shiftDays)) throw new CommandError('--shift-days must be a whole number.')
  if (values.org !== undefined && !orgSlug.safeParse(values.org).success) {
    throw new CommandError(`"${values.org}" is no organization; to name a column, use --map org=COLUMN.`)
  }
  const quantityColumn = mapped.get('quantity') ?? base.quantityColumn
  const ofAll = metersOf(values.meter ?? [], quantityColumn)
  const meterColumn = mapped.get('meter') ?? (ofAll.length > 0 ? null : base.meterColumn)
  const orgColumn = mapped.get('org') ?? base.orgColumn
  const columns: UsageColumns = {
    ...base,
    time: values.time ?? mapped.get('time') ?? base.time,
    // The demo's own customer has the demo's trace.
    org: values.org ?? (orgColumn === null && preset === 'trace' ? 'lumen-ai' : null),
    orgColumn: values.org === undefined ? orgColumn : null,
    meters: ofAll.length > 0 ? ofAll : base.meters,
    meterColumn,
    quantityColumn: meterColumn === null ? null : quantityColumn,
    resource: values.resource,
    resourceColumn: mapped.get('resource') ?? base.resourceColumn,
    keyColumn: values.key ?? mapped.get('key') ?? base.keyColumn,
    names,
    shiftDays,
  }
  return complete(columns)
}

const complete = (columns: UsageColumns): UsageColumns => {
  const { time, org, orgColumn, meters, meterColumn, quantityColumn } = columns
  const lacks = [
    ...(time === '' ? ['when it was used: --time COLUMN'] : []),
    ...(org === null && orgColumn === null ? ['whose usage it is: --org ORG or --map org=COLUMN'] : []),
    ...(meters.length === 0 && meterColumn === null ? ['what was used: --meter METER=COLUMN'] : []),
    ...(meterColumn !== null && quantityColumn === null ? ['how much was used: --map quantity=COLUMN'] : []),
  ]
  if (lacks.length > 0) throw new CommandError(`Say ${lacks.join('; ')}.\n\n${usage}`)
  return columns
}
