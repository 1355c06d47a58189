import { useTranslations } from 'next-intl'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'
import type { DetailsFields } from '@/lib/contracts/org-settings'
import { detailNames } from './details-fields'
import { DetailsForm, type DetailsFormProps } from './details-form'

export type DetailsCardProps = Omit<DetailsFormProps, 'save'> & {
  /** Left out where the reader may only look. */
  readonly save?: DetailsFormProps['save']
}

/** Whom an organization's invoices name. */
export const DetailsCard = ({ save, ...shown }: DetailsCardProps) => {
  const t = useTranslations('settings')
  return (
    <Card>
      <CardHeader title={t('details')} text={t(save ? 'detailsText' : 'detailsReadOnly')} />
      <CardBody>{save ? <DetailsForm {...shown} save={save} /> : <Shown details={shown.details} />}</CardBody>
    </Card>
  )
}

const Shown = ({ details }: { details: DetailsFields }) => {
  const t = useTranslations('settings')
  return (
    <DefinitionList
      items={[
        ...detailNames.map((name) => ({ term: t(name), value: details[name] || t('none') })),
        { term: t('language'), value: t(details.language) },
      ]}
    />
  )
}
