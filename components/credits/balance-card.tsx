import { useLocale, useTranslations } from 'next-intl'
import { Amount } from '@/components/funding/amount'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { instantWords } from '@/components/ui/calendar-words'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'

/** Credit that can still be drawn. Amounts are decimal text. */
export type CreditGrant = {
  readonly grant: string
  readonly origin: 'free' | 'signup' | 'topup' | 'pack' | 'recharge' | 'admin'
  /** Of the pack it came with; empty otherwise. */
  readonly name: string
  /** A currency, or the meter whose units these are. */
  readonly asset: string
  readonly grantedAt: string
  /** Null never expires. */
  readonly expiresAt: string | null
  readonly endsSoon: boolean
  readonly granted: string
  readonly remaining: string
  /** Of running work; not part of what is left. */
  readonly held: string
}

export type BalanceCardProps = {
  /** By asset. */
  readonly left: readonly { readonly asset: string; readonly amount: string }[]
  /** In the order they are drawn. */
  readonly grants: readonly CreditGrant[]
  readonly zone: string
  /** A sentence about what the credit is for. */
  readonly text: string
  /** Where its movements are. */
  readonly href: string
}

/** What credit is left, altogether and of each grant. */
export const BalanceCard = ({ left, grants, zone, text, href }: BalanceCardProps) => {
  const t = useTranslations('credits')
  return (
    <Card>
      <CardHeader
        title={t('left')}
        text={text}
        className={grants.length === 0 ? 'pb-1.5' : ''}
        actions={
          <LinkButton href={href} variant="ghost" size="small">
            {t('movements')}
          </LinkButton>
        }
      />
      <CardBody>
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          {left.map(({ asset, amount }) => (
            <span key={asset} className="figures font-semibold text-2xl tracking-tight">
              <Amount amount={amount} asset={asset} />
            </span>
          ))}
        </p>
      </CardBody>
      {grants.length > 0 ? <Grants grants={grants} zone={zone} /> : null}
    </Card>
  )
}

const Grants = ({ grants, zone }: Pick<BalanceCardProps, 'grants' | 'zone'>) => {
  const t = useTranslations('credits')
  return (
    <Table label={t('drawnInOrder')}>
      <TableHead>
        <tr>
          <HeadCell>{t('grant')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t('expires')}</HeadCell>
          <HeadCell className="hidden lg:table-cell">{t('since')}</HeadCell>
          <HeadCell numeric>{t('remaining')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {grants.map((grant) => (
          <GrantRow key={grant.grant} grant={grant} zone={zone} />
        ))}
      </TableBody>
    </Table>
  )
}

const GrantRow = ({ grant, zone }: { grant: CreditGrant; zone: string }) => {
  const t = useTranslations('credits')
  const { origin, name, asset, grantedAt, granted, remaining, held } = grant
  return (
    <TableRow>
      <Cell>
        <span className="font-medium [overflow-wrap:anywhere]">{name || t(`origin.${origin}`)}</span>
        {name ? <span className="block text-ink-faint text-xs">{t(`origin.${origin}`)}</span> : null}
        <span className="mt-0.5 block text-ink-faint text-xs sm:hidden">
          <Expiry grant={grant} zone={zone} />
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <Expiry grant={grant} zone={zone} headed />
      </Cell>
      <Cell className="hidden text-ink-soft lg:table-cell">
        <DateTime at={grantedAt} zone={zone} />
      </Cell>
      <Cell numeric>
        <span className="font-medium">
          <Amount amount={remaining} asset={asset} />
        </span>
        <span className="block text-ink-faint text-xs">
          {t('of')} <Amount amount={granted} asset={asset} />
        </span>
        {/[1-9]/.test(held) ? (
          <span className="block whitespace-normal text-ink-faint text-xs">
            <Amount amount={held} asset={asset} /> {t('held')}
          </span>
        ) : null}
      </Cell>
    </TableRow>
  )
}

type ExpiryProps = {
  readonly grant: CreditGrant
  readonly zone: string
  /** True where the head of a column says already what the time is. */
  readonly headed?: boolean
}

const Expiry = ({ grant: { expiresAt, endsSoon }, zone, headed = false }: ExpiryProps) => {
  const t = useTranslations('credits')
  const locale = useLocale()
  if (expiresAt === null) return t('never')
  const day = instantWords(expiresAt, zone, locale)
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="figures" suppressHydrationWarning>
        {headed ? day : t('expiresOn', { day })}
      </span>
      {endsSoon ? <Badge tone="warn">{t('soon')}</Badge> : null}
    </span>
  )
}
