'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'
import { formatMoney } from '@/lib/core/money/format'
import { cardName } from '@/lib/core/text/card-name'
import { RechargeForm } from './recharge-form'
import type { RechargeItem, SaveRecharge } from './recharge-item'
import { RechargeStanding } from './recharge-standing'

export type RechargePanelProps = { readonly recharge: RechargeItem; readonly save: SaveRecharge }

/** Auto-recharge: whether it is on and works, and its settings. Who may not pay may read them. */
export const RechargePanel = ({ recharge, save }: RechargePanelProps) => {
  const t = useTranslations('recharge')
  const { enabled, card, mayChange } = recharge
  const text = card ? t('textWithCard', { card: cardName(card) }) : t('text')
  return (
    <Card aria-labelledby="auto-recharge">
      <CardHeader
        title={
          <span className="flex items-center gap-2">
            <span id="auto-recharge">{t('title')}</span>
            <Badge tone={enabled ? 'good' : 'neutral'}>{t(enabled ? 'on' : 'off')}</Badge>
          </span>
        }
        text={text}
      />
      <CardBody className="flex flex-col gap-4">
        <RechargeStanding recharge={recharge} />
        {mayChange ? <RechargeForm recharge={recharge} save={save} /> : <Terms recharge={recharge} />}
      </CardBody>
    </Card>
  )
}

const Terms = ({ recharge }: { recharge: RechargeItem }) => {
  const t = useTranslations('recharge')
  const { enabled, currency, threshold, amount, monthlyCap } = recharge
  if (!enabled) return <p className="text-ink-soft">{t('readOnly')}</p>
  return (
    <DefinitionList
      items={[
        { term: t('threshold'), value: formatMoney(threshold, currency) },
        { term: t('amount'), value: formatMoney(amount, currency) },
        { term: t('monthlyCap'), value: monthlyCap === null ? t('noCap') : formatMoney(monthlyCap, currency) },
      ]}
    />
  )
}
