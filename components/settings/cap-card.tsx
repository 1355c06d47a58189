import { useLocale, useTranslations } from 'next-intl'
import { monthWords } from '@/components/ui/calendar-words'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { CapForm, type CapFormProps } from './cap-form'
import type { Biller } from './terms-card'

export type CapCardProps = Omit<CapFormProps, 'save'> & {
  /** `YYYY-MM`. */
  readonly month: string
  /** Decimal text: what went onto the bill in the month, and what is held for running work. */
  readonly spent: string
  readonly held: string
  readonly biller: Biller
  /** Whether the cap holds anything under this biller. */
  readonly holds: boolean
  /** Left out where the reader may only look. */
  readonly save?: CapFormProps['save']
}

/** The most that may go onto the bill in a month, and how much did. */
export const CapCard = ({ month, spent, held, biller, holds, save, ...form }: CapCardProps) => {
  const t = useTranslations('settings')
  const locale = useLocale()
  const { cap, currency } = form
  const isHeld = !/^0*(\.0*)?$/.test(held)
  return (
    <Card>
      <CardHeader title={t('cap')} text={holds ? t('capText') : t(`capUseless.${capUseless(biller)}`)} />
      {holds ? (
        <CardBody className="flex flex-col gap-4">
          <DefinitionList
            items={[
              { term: t('capNow'), value: cap === null ? t('capNone') : <Money amount={cap} currency={currency} /> },
              {
                term: t('capSpent', { month: monthWords(month, locale) }),
                value: (
                  <Link href={`/o/${form.org}/usage`} className="text-accent hover:underline">
                    <Money amount={spent} currency={currency} />
                  </Link>
                ),
              },
              ...(isHeld ? [{ term: t('capHeld'), value: <Money amount={held} currency={currency} /> }] : []),
            ]}
          />
          {save ? <CapForm {...form} save={save} /> : <p className="text-ink-soft text-sm">{t('capReadOnly')}</p>}
        </CardBody>
      ) : null}
    </Card>
  )
}

/** Why a cap would hold nothing; billers on which it does hold are not among them. */
const capUseless = (biller: Biller): 'invoice' | 'prepaid' | 'plan_quota' =>
  biller === 'prepaid' || biller === 'plan_quota' ? biller : 'invoice'
