import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import type { Action } from '@/lib/contracts/action-result'

export type ComputeModeCardProps = {
  readonly on: boolean
  /** Organizations that are on weekly quotas now. */
  readonly onQuota: number
  readonly save: Action<{ readonly computeMode: boolean }>
}

const words = {
  on: {
    title: 'Switch weekly quotas on?',
    text: 'From then on, organizations can be put on weekly quotas, and plans with quotas and compute settings are offered.',
    confirm: 'Switch on',
  },
  off: {
    title: 'Switch weekly quotas off?',
    text: 'From then on, no organization can be put on weekly quotas, and compute settings are not offered. Organizations that are on weekly quotas are charged as before, and those that are halted stay halted.',
    confirm: 'Switch off',
  },
} as const

const countWords = (count: number): string =>
  count === 0
    ? 'No organization uses them now.'
    : count === 1
      ? '1 organization uses them now.'
      : `${count} organizations use them now.`

/** Whether the platform has weekly quotas (W4), and the switch. */
export const ComputeModeCard = ({ on, onQuota, save }: ComputeModeCardProps) => {
  const { title, text, confirm } = words[on ? 'off' : 'on']
  return (
    <Card>
      <CardHeader
        title="Weekly quotas"
        text={`Plans with compute units that are renewed every week. ${countWords(onQuota)}`}
        actions={
          <>
            <Badge tone={on ? 'good' : 'neutral'}>{on ? 'On' : 'Off'}</Badge>
            <ConfirmDialog
              trigger={
                <Button variant="secondary" size="small">
                  {`${confirm}…`}
                </Button>
              }
              title={title}
              text={text}
              confirm={confirm}
              action={save.bind(null, { computeMode: !on })}
            />
          </>
        }
      />
    </Card>
  )
}
