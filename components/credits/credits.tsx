import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { PageHeader } from '@/components/ui/page-header'
import { BalanceCard, type CreditGrant } from './balance-card'
import { BuyCredit } from './buy-credit'
import type { CreditDesk, PackOffer } from './credit-desk'
import { isOtherBiller, NotForCredit } from './not-for-credit'
import { PackCard } from './pack-card'
import { type CreditPurchase, PurchasesCard } from './purchases-card'
import { WaitingCard, type WaitingUsage } from './waiting-card'

export type CreditsProps = {
  readonly org: string
  /** Who pays, by name. */
  readonly payer: string
  readonly currency: string
  readonly zone: string
  readonly biller: string
  readonly left: readonly { readonly asset: string; readonly amount: string }[]
  readonly grants: readonly CreditGrant[]
  /** Usage that waits to be paid; null if there is none. */
  readonly waiting: WaitingUsage | null
  readonly packs: readonly PackOffer[]
  readonly limits: { readonly least: string; readonly most: string }
  readonly purchases: readonly CreditPurchase[]
  /** Owes for so long that nothing new is sold to it. */
  readonly blocked: boolean
  /** Because a payment is disputed. */
  readonly disputed?: boolean
  /** How to buy; left out where the reader may only look. */
  readonly desk?: CreditDesk
  /** How credit is bought by itself; left out where it cannot be. */
  readonly recharge?: ReactNode
}

/** The credit of an organization: what is left, what can be bought, what was bought. */
export const Credits = (props: CreditsProps) => {
  const t = useTranslations('credits')
  const { org, payer, biller, left, grants, zone, purchases } = props
  const movements = `/o/${org}/credits/movements`
  if (isOtherBiller(biller)) {
    return (
      <>
        <PageHeader title={t('title')} />
        <NotForCredit org={org} payer={payer} biller={biller} />
        {grants.length > 0 ? <BalanceCard {...{ left, grants, zone }} text={t('kept')} href={movements} /> : null}
        {purchases.length > 0 ? <PurchasesCard purchases={purchases} /> : null}
      </>
    )
  }
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <BalanceCard
        {...{ left, grants, zone }}
        text={grants.length > 0 ? t('drawnText') : t('noneText')}
        href={movements}
      />
      {props.waiting ? <WaitingCard waiting={props.waiting} currency={props.currency} /> : null}
      <Offers {...props} />
      {props.recharge}
      <PurchasesCard purchases={purchases} />
    </>
  )
}

const Offers = ({ blocked, disputed, ...props }: CreditsProps) => {
  const t = useTranslations('plans')
  if (!blocked) return <OpenOffers {...props} />
  return (
    <Alert tone="warn" title={t('blockedTitle')}>
      {t(disputed ? 'disputedText' : 'blockedText')}
    </Alert>
  )
}

const OpenOffers = ({ desk, currency, packs, limits, waiting }: Omit<CreditsProps, 'blocked' | 'disputed'>) => {
  const t = useTranslations('buyCredit')
  if (!desk && packs.length === 0) return <p className="text-ink-soft">{t('readOnly')}</p>
  return (
    <section aria-labelledby="buy-credit" className="flex flex-col gap-3">
      <div>
        <h2 id="buy-credit" className="text-lg">
          {desk ? t('title') : t('packs')}
        </h2>
        {desk ? null : <p className="text-ink-soft text-sm">{t('readOnly')}</p>}
        {desk?.taxed ? <p className="text-ink-soft text-sm">{t('taxAdded')}</p> : null}
      </div>
      {desk ? (
        <BuyCredit desk={desk} currency={currency} packs={packs} limits={limits} missing={waiting?.missing ?? null} />
      ) : (
        <ul aria-labelledby="buy-credit" className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {packs.map((offer) => (
            <PackCard key={offer.pack} offer={offer} currency={currency} />
          ))}
        </ul>
      )}
    </section>
  )
}
