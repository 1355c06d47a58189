import { isCurrency } from '@/lib/core/money/amount-text'

/** Names of fields that hold a quantity: nothing about them is money, so that no zero behind the point says anything. */
const ofQuantity =
  /^(quantity|units|quota|used|held|extras|hours|usage_hours|usageHours|monthly_usage_hours|unitsHeld)$/

const decimal = /^-?\d+(\.\d*)?$/
const exponent = /^-?\d+(\.\d+)?[eE][+-]?\d+$/
/** Money has two decimals at least; beyond those, and for quantities from the first on, the last one says something. */
const plainMoney = /^-?\d+(\.\d{2}|\.\d*[1-9])?$/
const plainQuantity = /^-?\d+(\.\d*[1-9])?$/

/** Numbers of another kind, written with a fixed number of decimals: a share in percent, and a tax rate. */
const fixed = new Set(['share', 'taxRate'])

type Unit = 'money' | 'quantity'

/** What figures beside the name of an asset are: money of a currency, or units of a meter. */
const unitOf = (asset: unknown, otherwise: Unit): Unit => {
  if (typeof asset !== 'string') return otherwise
  return isCurrency(asset) ? 'money' : 'quantity'
}

/** What the gate says in the measure that it names. */
const measured = new Set(['price', 'available', 'missing'])

/**
 * Where an answer writes a decimal otherwise than plainly: with zeros that say nothing, or with an exponent. Each as
 * `path: value`.
 */
export const unplainFigures = (value: unknown, path = '', unit: Unit = 'money'): string[] => {
  if (Array.isArray(value)) return value.flatMap((each, index) => unplainFigures(each, `${path}[${index}]`, unit))
  if (typeof value === 'object' && value !== null) {
    const row = value as Readonly<Record<string, unknown>>
    // What stands beside a meter's name is counted in its units.
    const inside =
      path.endsWith('.units') || path.endsWith('.week') || /\.weeks\[\d+\]$/.test(path)
        ? 'quantity'
        : unitOf(row.asset, unit)
    return Object.entries(row)
      .filter(([name]) => !fixed.has(name))
      .flatMap(([name, each]) =>
        unplainFigures(each, `${path}.${name}`, measured.has(name) ? unitOf(row.measure, inside) : inside),
      )
  }
  if (typeof value !== 'string') return []
  if (exponent.test(value)) return [`${path}: ${value}`]
  if (!decimal.test(value)) return []
  const name = path.slice(path.lastIndexOf('.') + 1)
  const isQuantity = unit === 'quantity' || (ofQuantity.test(name) && !/^(used|held)$/.test(name))
  return (isQuantity ? plainQuantity : plainMoney).test(value) ? [] : [`${path}: ${value}`]
}

/** The same of a CSV file, by its head. */
export const unplainCells = (file: string): string[] => {
  const [head = '', ...lines] = file
    .trim()
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  const names = head.split(',')
  return lines.flatMap((line) => {
    const cells = line.split(',')
    return unplainFigures(Object.fromEntries(names.map((name, index) => [name, cells[index]])), 'line')
  })
}
