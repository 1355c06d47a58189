import { Alert } from '@/components/ui/alert'
import { instantWords } from '@/components/ui/calendar-words'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DefinitionList } from '@/components/ui/definition-list'
import { Progress } from '@/components/ui/progress'
import type { LedgerItem } from '@/lib/contracts/funding'
import { groupDigits } from '@/lib/core/money/format'
import { Amount, amountWords } from './amount'
import { GrantCreditDialog, type GrantCreditDialogProps } from './grant-credit-dialog'
import { GrantsTable, type GrantsTableProps } from './grants-table'
import { LedgerList } from './ledger-list'
import { LimitsDialog, type LimitsDialogProps } from './limits-dialog'
import type { ShownFunding } from './shown-funding'
import { SwitchBillerDialog, type SwitchBillerDialogProps } from './switch-biller-dialog'
import { billerWords, tierWords, unitPolicyWords } from './words'

export type FundingPanelProps = {
  readonly funding: ShownFunding
  /** When each biller began or begins to charge, newest first. */
  readonly history: readonly { readonly biller: ShownFunding['biller']; readonly from: string }[]
  readonly entries: readonly LedgerItem[]
  readonly zone: string
  readonly grant: GrantCreditDialogProps['grant']
  readonly takeBack: GrantsTableProps['takeBack']
  readonly changeBiller: SwitchBillerDialogProps['change']
  readonly saveLimits: LimitsDialogProps['save']
}

/** What an organization is funded by, and what an admin does about it. */
export const FundingPanel = (props: FundingPanelProps) => {
  const { funding, history, entries, zone, grant, takeBack, changeBiller, saveLimits } = props
  return (
    <Card>
      <CardHeader
        title="Funding"
        text={`${billerWords[funding.biller]}. Times in ${zone}.`}
        actions={
          <>
            <GrantCreditDialog currency={funding.currency} grant={grant} />
            <SwitchBillerDialog funding={funding} zone={zone} change={changeBiller} />
            <LimitsDialog currency={funding.currency} settings={funding.settings} save={saveLimits} />
          </>
        }
      />
      <CardBody className="flex flex-col gap-4">
        <GateState funding={funding} zone={zone} />
        <div className="grid items-start gap-x-8 gap-y-1.5 lg:grid-cols-2">
          <Limits funding={funding} zone={zone} />
          <Billers history={history} zone={zone} />
        </div>
      </CardBody>
      <GrantsTable grants={funding.grants} zone={zone} takeBack={takeBack} />
      {entries.length > 0 ? <LedgerList entries={entries} zone={zone} /> : null}
    </Card>
  )
}

/** What the gate answers, in a sentence. */
const GateState = ({ funding, zone }: { funding: ShownFunding; zone: string }) => {
  const { biller, gate, currency, week } = funding
  if (!gate.allowed) {
    return (
      <Alert tone="bad" title={gate.halted ? 'Halted: no work may start' : 'No work may start'}>
        {gate.message}
      </Alert>
    )
  }
  const left = [
    ...(gate.units ? [amountWords(gate.units.remaining, gate.units.unit)] : []),
    ...(gate.remaining !== null && (!gate.units || /[1-9]/.test(gate.remaining))
      ? [amountWords(gate.remaining, currency)]
      : []),
  ].join(' and ')
  const until = week && biller === 'plan_quota' ? `; a new week begins ${instantWords(week.endsAt, zone, 'en')}` : ''
  return (
    <Alert tone="good" title="Work may start">
      {biller === 'invoice' || left === '' ? 'Nothing limits what may be spent.' : `${left} left to spend${until}.`}
    </Alert>
  )
}

const Limits = ({ funding, zone }: { funding: ShownFunding; zone: string }) => {
  const { spend, week, planTitle, settings, currency, gate } = funding
  return (
    <DefinitionList
      items={[
        {
          term: 'On the bill this month',
          value: (
            <>
              <Amount amount={spend.spent} asset={currency} />
              {spend.cap === null ? ', no cap' : <> of at most {amountWords(spend.cap, currency)}</>}
            </>
          ),
        },
        ...(week
          ? [
              {
                term: `Quota ${week.week}`,
                value: (
                  <span className="flex flex-col gap-1.5">
                    <span>
                      {week.percent} % of <Amount amount={week.quota} asset="" />, until{' '}
                      <DateTime at={week.endsAt} zone={zone} />
                    </span>
                    <Progress label={`${week.percent} % of the weekly quota used`} percent={week.percent} />
                  </span>
                ),
              },
              { term: 'Plan', value: `${planTitle}, version ${week.version}` },
            ]
          : []),
        { term: 'At once', value: `${groupDigits(String(settings.concurrency))} (${tierWords[settings.tier]})` },
        { term: 'Largest disk', value: `${groupDigits(String(gate.limits.maxDiskMb))} MB` },
        { term: 'Document unit', value: unitPolicyWords(settings.unitPolicy) },
        { term: 'Card', value: settings.card ? 'On file' : 'None' },
        ...(settings.cell === null ? [] : [{ term: 'Cell', value: settings.cell }]),
      ]}
    />
  )
}

const Billers = ({ history, zone }: Pick<FundingPanelProps, 'history' | 'zone'>) => (
  <DefinitionList
    items={
      history.length === 0
        ? [{ term: 'Biller', value: 'Invoice, always' }]
        : history.map(({ biller, from }) => ({
            term: `From ${instantWords(from, zone, 'en')}`,
            value: billerWords[biller],
          }))
    }
  />
)
