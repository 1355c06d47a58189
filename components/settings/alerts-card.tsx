import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DefinitionList } from '@/components/ui/definition-list'
import { Money } from '@/components/ui/money'
import type { MailOutcome } from '@/lib/core/alerts/alert'
import { switchesFor } from './alert-switches'
import { AlertsForm, type AlertsFormProps } from './alerts-form'

export type ToldItem = {
  readonly key: string
  /** As the e-mail's subject says it. */
  readonly subject: string
  readonly raisedAt: string
  /** What became of its e-mail; null while it is under way. */
  readonly outcome: MailOutcome | null
  readonly addresses: number
}

export type AlertsCardProps = Omit<AlertsFormProps, 'save'> & {
  /** Whom e-mails go to. */
  readonly recipients: readonly string[]
  /** Whether the portal has a server for e-mail. */
  readonly sends: boolean
  /** What was told last, the newest first. */
  readonly told: readonly ToldItem[]
  readonly zone: string
  /** Left out where the reader may only look. */
  readonly save?: AlertsFormProps['save']
}

/** What people of an organization are told by e-mail, and what they were told last. */
export const AlertsCard = ({ recipients, sends, told, zone, save, ...form }: AlertsCardProps) => {
  const t = useTranslations('settings')
  const people = recipients.length === 0 ? t('alertsToNobody') : t('alertsTo', { addresses: recipients.join(', ') })
  return (
    <Card id="alerts" className="scroll-mt-20">
      <CardHeader title={t('alerts')} text={t('alertsText')} />
      <CardBody className="flex flex-col gap-4">
        {sends ? (
          <p className="text-ink-soft text-sm [overflow-wrap:anywhere]">{people}</p>
        ) : (
          <Alert tone="info" title={t('alertsNoServer')} />
        )}
        {save ? <AlertsForm {...form} save={save} /> : <AlertsChosen {...form} />}
        <section aria-label={t('alertsTold')} className="border-line border-t pt-4">
          <h3 className="font-medium text-sm">{t('alertsTold')}</h3>
          {told.length === 0 ? <p className="mt-1 text-ink-soft text-sm">{t('alertsNone')}</p> : null}
          <ul className="divide-y divide-line">
            {told.map(({ key, subject, raisedAt, outcome, addresses }) => (
              <li key={key} className="py-2 text-sm">
                <span className="block [overflow-wrap:anywhere]">{subject}</span>
                <span className="block text-ink-faint text-xs">
                  <DateTime at={raisedAt} zone={zone} /> · {t(`alertOutcomes.${outcome ?? 'waiting'}`, { addresses })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </CardBody>
    </Card>
  )
}

/** What is chosen, for who may only look. */
const AlertsChosen = ({ chosen, currency, tells }: Pick<AlertsFormProps, 'chosen' | 'currency' | 'tells'>) => {
  const t = useTranslations('settings')
  const { spend, creditBelow } = chosen
  const amounts = (list: readonly string[]) =>
    list.map((amount) => <Money key={amount} amount={amount} currency={currency} className="mr-3" />)
  const told = switchesFor(tells).filter((name) => chosen[name])
  return (
    <div className="flex flex-col gap-3">
      <DefinitionList
        items={[
          {
            term: t('alertsSpend', { currency }),
            value: spend.length > 0 ? amounts(spend) : t('alertsSpendNone'),
          },
          ...(tells.credit
            ? [{ term: t('alertsCredit', { currency }), value: creditBelow ? amounts([creditBelow]) : t('none') }]
            : []),
        ]}
      />
      <ul className="list-disc pl-5 text-sm">
        {told.map((name) => (
          <li key={name}>{t(`alertSwitches.${name}`)}</li>
        ))}
      </ul>
      <p className="text-ink-soft text-sm">{t('alertsReadOnly')}</p>
    </div>
  )
}
