import { Badge } from '@/components/ui/badge'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { groupDigits } from '@/lib/core/money/format'
import type { Change, PriceChange } from '@/lib/core/pricing/differences'
import type { SpokenChange } from '@/lib/core/pricing/spoken-prices'
import { percentWords } from './change-words'

export type ChangesTableProps = {
  readonly label: string
  readonly changes: readonly SpokenChange[]
  readonly currency: string
  /** What the earlier and the later prices are called. */
  readonly from: string
  readonly to: string
}

const kinds = { monthly_fee: 'Monthly fee', setup_fee: 'Setup fee', skill: 'Skill', meter: 'Meter' } as const
const words: Readonly<
  Record<Change, { readonly tone: 'good' | 'warn' | 'bad' | 'accent' | 'neutral'; readonly word: string }>
> = {
  added: { tone: 'accent', word: 'Added' },
  removed: { tone: 'bad', word: 'Removed' },
  raised: { tone: 'warn', word: 'Raised' },
  lowered: { tone: 'good', word: 'Lowered' },
  unit: { tone: 'accent', word: 'Unit renamed' },
  unchanged: { tone: 'neutral', word: 'Unchanged' },
}

const amountOf = (amount: string | null): string => (amount === null ? '–' : groupDigits(amount, 2))

/** What became of each price; those that stay as they are counted, not listed. */
export const ChangesTable = ({ label, changes, currency, from, to }: ChangesTableProps) => {
  const listed = changes.filter(({ change }) => change !== 'unchanged')
  const same = changes.length - listed.length
  return (
    <>
      {listed.length === 0 ? (
        <p className="px-4 pb-4 text-ink-soft sm:px-5">All prices are the same.</p>
      ) : (
        <Table label={label}>
          <TableHead>
            <tr>
              <HeadCell>Price</HeadCell>
              <HeadCell numeric className="hidden sm:table-cell">
                {from} ({currency})
              </HeadCell>
              <HeadCell numeric>
                {to} ({currency})
              </HeadCell>
              <HeadCell className="hidden sm:table-cell">Change</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {listed.map((each) => (
              <TableRow key={`${each.kind} ${each.name}`}>
                <Cell>
                  <span className="[overflow-wrap:anywhere]">{each.spoken || kinds[each.kind]}</span>
                  {each.name ? (
                    <span className="block text-ink-faint text-xs">
                      {kinds[each.kind]}
                      {each.spoken === each.name ? '' : ` ${each.name}`}
                      {each.unit ? `, per ${each.unit}` : ', per day'}
                    </span>
                  ) : null}
                  <span className="mt-1 flex flex-wrap items-center gap-x-2 sm:hidden">
                    <ChangeWords {...each} />
                  </span>
                </Cell>
                <Cell numeric className="hidden sm:table-cell">
                  {amountOf(each.before)}
                </Cell>
                <Cell numeric>
                  {amountOf(each.after)}
                  <span className="block text-ink-faint text-xs sm:hidden">was {amountOf(each.before)}</span>
                </Cell>
                <Cell className="hidden sm:table-cell">
                  <span className="flex flex-wrap items-center gap-x-2">
                    <ChangeWords {...each} />
                  </span>
                </Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {same > 0 && listed.length > 0 ? (
        <p className="border-line border-t px-4 py-2.5 text-ink-faint text-sm sm:px-5">
          {same === 1 ? '1 price stays as it is.' : `${same} prices stay as they are.`}
        </p>
      ) : null}
    </>
  )
}

const ChangeWords = ({ change, percent }: Pick<PriceChange, 'change' | 'percent'>) => (
  <>
    <Badge tone={words[change].tone}>{words[change].word}</Badge>
    {percent === null ? null : <span className="figures whitespace-nowrap">{percentWords(percent)}</span>}
  </>
)
