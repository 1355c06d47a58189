import { useTranslations } from 'next-intl'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'

export type Biller = 'invoice' | 'free_credit' | 'prepaid' | 'plan_quota' | 'linked'

export type TermsCardProps = {
  readonly biller: Biller
  readonly priceBook: { readonly name: string; readonly currency: string }
  readonly treatment: 'domestic' | 'export' | 'reverse_charge' | 'exempt'
  readonly payBy: 'card' | 'invoice'
  readonly termsDays: number
  readonly zone: string
  /** Whom to ask for a change; empty where nobody is named. */
  readonly contact: string
}

/** How an organization is billed as far as the platform alone says it, with what it means. */
export const TermsCard = ({ biller, priceBook, treatment, payBy, termsDays, zone, contact }: TermsCardProps) => {
  const t = useTranslations('settings')
  return (
    <Card>
      <CardHeader title={t('terms')} text={contact ? t('termsText', { contact }) : t('termsTextNobody')} />
      <CardBody>
        <DefinitionList
          items={[
            { term: t('biller'), value: t(`billers.${biller}`) },
            { term: t('priceBook'), value: t('priceBookIs', priceBook) },
            { term: t('treatment'), value: t(`treatments.${treatment}`) },
            { term: t('payBy'), value: t(`payBys.${payBy}`, { days: termsDays }) },
            { term: t('zone'), value: t('zoneIs', { zone }) },
          ]}
        />
      </CardBody>
    </Card>
  )
}
