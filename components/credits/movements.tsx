import { Download, ScrollText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Amount } from '@/components/funding/amount'
import { DownloadButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { Select } from '@/components/ui/select'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { SpanFilter, type SpanPreset } from '@/components/usage/span-filter'
import { type EntryKind, entryKinds, movementName } from '@/lib/core/funding/ledger'
import type { CreditGrant } from './balance-card'
import { type MovementChoice, movementsAddress } from './movement-choice'

/** A movement of credit: positive in, negative out, as decimal text. */
export type Movement = {
  readonly key: string
  readonly kind: EntryKind
  readonly origin: CreditGrant['origin']
  /** Of the pack that the credit came with; empty otherwise. */
  readonly pack: string
  readonly asset: string
  readonly amount: string
  readonly note: string
  readonly reference: string
  readonly at: string
  /** In the zone of the organization. */
  readonly day: string
}

export type MovementsProps = {
  readonly org: string
  readonly payer: string
  readonly zone: string
  readonly choice: MovementChoice
  readonly presets: readonly SpanPreset[]
  readonly rows: readonly Movement[]
  readonly pages: PaginationProps
}

/** Every movement of an organization's credit, newest first, of a time and a kind; as a file too. */
export const Movements = ({ org, payer, zone, choice, presets, rows, pages }: MovementsProps) => {
  const t = useTranslations('movements')
  const base = `/o/${org}/credits/movements`
  const { from, to, kind } = choice
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text', { payer, zone })}
        back={{ href: `/o/${org}/credits`, label: t('back') }}
        actions={
          <DownloadButton href={movementsAddress(`/api/orgs/${org}/ledger.csv`, choice)} variant="secondary">
            <Download aria-hidden />
            {t('csv')}
          </DownloadButton>
        }
      />
      <SpanFilter
        {...{ base, from, to, presets }}
        hrefOf={(span) => movementsAddress(base, { ...choice, ...span })}
        fields={
          <Field label={t('kind')} className="sm:w-44">
            {(control) => (
              <Select {...control} name="kind" defaultValue={kind ?? ''}>
                <option value="">{t('all')}</option>
                {entryKinds.map((each) => (
                  <option key={each} value={each}>
                    {t(`kinds.${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        }
      />
      <Card>
        {rows.length === 0 ? (
          <EmptyState icon={<ScrollText aria-hidden />} title={t('none')} text={t('noneText')} />
        ) : (
          <MovementTable rows={rows} zone={zone} org={org} />
        )}
        <Pagination {...pages} />
      </Card>
    </>
  )
}

type MovementTableProps = Pick<MovementsProps, 'rows' | 'zone' | 'org'>

const MovementTable = ({ rows, zone, org }: MovementTableProps) => {
  const t = useTranslations('movements')
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <HeadCell>{t('movement')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t('at')}</HeadCell>
          <HeadCell className="hidden md:table-cell">{t('credit')}</HeadCell>
          <HeadCell numeric>{t('amount')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <MovementRow key={row.key} row={row} zone={zone} org={org} />
        ))}
      </TableBody>
    </Table>
  )
}

const MovementRow = ({ row, zone, org }: { row: Movement; zone: string; org: string }) => {
  const t = useTranslations('movements')
  const origins = useTranslations('credits.origin')
  const credit = row.pack || origins(row.origin)
  return (
    <TableRow>
      <Cell>
        <span className="font-medium">{t(movementName(row.kind, !row.amount.startsWith('-')))}</span>
        <span className="block max-w-96 text-ink-faint text-xs [overflow-wrap:anywhere]">
          {row.kind === 'debit' ? (
            <Link
              href={`/o/${org}/usage?from=${row.day}&to=${row.day}`}
              className="inline-block min-h-6 hover:underline"
            >
              {t('usageOfDay')}
            </Link>
          ) : (
            row.note || row.reference
          )}
        </span>
        <span className="block text-ink-faint text-xs sm:hidden">
          <DateTime at={row.at} zone={zone} />
        </span>
        <span className="block text-ink-faint text-xs [overflow-wrap:anywhere] md:hidden">{credit}</span>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <DateTime at={row.at} zone={zone} />
      </Cell>
      <Cell className="hidden text-ink-soft [overflow-wrap:anywhere] md:table-cell">{credit}</Cell>
      <Cell numeric className={row.amount.startsWith('-') ? '' : 'font-medium text-good'}>
        <Amount amount={row.amount} asset={row.asset} exact />
      </Cell>
    </TableRow>
  )
}
