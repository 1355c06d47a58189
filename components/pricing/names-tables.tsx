import { Badge } from '@/components/ui/badge'
import { BreakableName } from '@/components/ui/breakable-name'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { Language } from '@/lib/core/invoices/snapshot'
import { formatQuantity } from '@/lib/core/money/format'
import { type MeterWords, measuredUnit, type SkillNames } from '@/lib/core/usage/meter-words'

export type MeterNamesItem = MeterWords & {
  readonly meter: string
  /** The unit in which its newest price counts. */
  readonly unit: string
  readonly declared: boolean
}
export type SkillNamesItem = { readonly skill: string; readonly declared: boolean; readonly names: SkillNames }

const base = '/admin/pricing/names'

const Standing = ({ declared }: { readonly declared: boolean }) =>
  declared ? <Badge tone="good">Declared</Badge> : <Badge tone="neutral">As recorded</Badge>

const Choose = ({ name, kind }: { readonly name: string; readonly kind: 'meter' | 'skill' }) => (
  <Link href={`${base}?${new URLSearchParams({ [kind]: name })}`} className="font-medium hover:underline">
    <BreakableName name={name} />
  </Link>
)

/** `hour, hours (1 = 3’600 seconds)` in one language. */
const unitText = ({ words, scale, unit }: MeterNamesItem, language: Language): string => {
  const { one, other } = words[language]
  const names = one === other ? one : `${one}, ${other}`
  return scale === 1 ? names : `${names} (1 = ${formatQuantity(String(scale))} ${measuredUnit(unit, scale)})`
}

type NamesTableProps = {
  readonly kind: 'meter' | 'skill'
  readonly title: string
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    /** Of meters. */
    readonly unit?: string
    readonly declared: boolean
  }[]
}

const NamesTable = ({ kind, title, rows }: NamesTableProps) => (
  <Card>
    <CardHeader title={title} />
    {rows.length === 0 ? (
      <EmptyState title={`No ${kind}s yet`} text={`A ${kind} is here once a price book has a price for it.`} />
    ) : (
      <Table label={`${title} and what they are called`}>
        <TableHead>
          <tr>
            <HeadCell>{kind === 'meter' ? 'Meter' : 'Skill'}</HeadCell>
            <HeadCell className="hidden sm:table-cell">Name</HeadCell>
            {kind === 'meter' ? <HeadCell className="hidden md:table-cell">Unit</HeadCell> : null}
            <HeadCell>Words</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map(({ id, name, unit, declared }) => (
            <TableRow key={id}>
              <Cell>
                <Choose name={id} kind={kind} />
                <span className="block text-ink-soft text-xs sm:hidden">{name}</span>
              </Cell>
              <Cell className="hidden [overflow-wrap:anywhere] sm:table-cell">{name}</Cell>
              {kind === 'meter' ? <Cell className="hidden text-ink-soft md:table-cell">{unit}</Cell> : null}
              <Cell>
                <Standing declared={declared} />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    )}
  </Card>
)

/** Every meter with what it is called in English; each opens its form. */
export const MeterNamesTable = ({ items }: { readonly items: readonly MeterNamesItem[] }) => (
  <NamesTable
    kind="meter"
    title="Meters"
    rows={items.map((item) => ({
      id: item.meter,
      name: item.words.en.name,
      unit: unitText(item, 'en'),
      declared: item.declared,
    }))}
  />
)

/** The same of skills. */
export const SkillNamesTable = ({ items }: { readonly items: readonly SkillNamesItem[] }) => (
  <NamesTable
    kind="skill"
    title="Skills"
    rows={items.map(({ skill, names, declared }) => ({ id: skill, name: names.en, declared }))}
  />
)
