import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { BreakableName } from '@/components/ui/breakable-name'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
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

/** Every meter with what it is called in English; each opens its form. */
export const MeterNamesTable = ({ items }: { readonly items: readonly MeterNamesItem[] }) => (
  <Card>
    <CardHeader title="Meters" />
    {items.length === 0 ? (
      <EmptyState title="No meters yet" text="A meter is here once a price book has a price for it." />
    ) : (
      <Table label="Meters and what they are called">
        <TableHead>
          <tr>
            <HeadCell>Meter</HeadCell>
            <HeadCell className="hidden sm:table-cell">Name</HeadCell>
            <HeadCell className="hidden md:table-cell">Unit</HeadCell>
            <HeadCell>Words</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <TableRow key={item.meter}>
              <Cell>
                <Choose name={item.meter} kind="meter" />
                <span className="block text-ink-soft text-xs sm:hidden">{item.words.en.name}</span>
              </Cell>
              <Cell className="hidden [overflow-wrap:anywhere] sm:table-cell">{item.words.en.name}</Cell>
              <Cell className="hidden text-ink-soft md:table-cell">{unitText(item, 'en')}</Cell>
              <Cell>
                <Standing declared={item.declared} />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    )}
  </Card>
)

/** The same of skills. */
export const SkillNamesTable = ({ items }: { readonly items: readonly SkillNamesItem[] }) => (
  <Card>
    <CardHeader title="Skills" />
    {items.length === 0 ? (
      <EmptyState title="No skills yet" text="A skill is here once a price book has a price for it." />
    ) : (
      <Table label="Skills and what they are called">
        <TableHead>
          <tr>
            <HeadCell>Skill</HeadCell>
            <HeadCell className="hidden sm:table-cell">Name</HeadCell>
            <HeadCell>Words</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {items.map(({ skill, names, declared }) => (
            <TableRow key={skill}>
              <Cell>
                <Choose name={skill} kind="skill" />
                <span className="block text-ink-soft text-xs sm:hidden">{names.en}</span>
              </Cell>
              <Cell className="hidden [overflow-wrap:anywhere] sm:table-cell">{names.en}</Cell>
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
