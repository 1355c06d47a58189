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
    text: 'Organizations can be put on weekly quotas from then on, and plans with quotas and compute settings are offered.',
    confirm: 'Switch on',
  },
  off: {
    title: 'Switch weekly quotas off?',
    text: 'No organization is put on weekly quotas from then on, and compute settings are offered nowhere. Who is on them stays so: usage is charged by the biller of its own time, and nobody who is halted may start by this.',
    confirm: 'Switch off',
  },
} as const

const countWords = (count: number): string =>
  count === 1 ? '1 organization is on them now.' : `${count} organizations are on them now.`

/** Whether the platform has weekly quotas (W4), and the switch. */
export const ComputeModeCard = ({ on, onQuota, save }: ComputeModeCardProps) => {
  const { title, text, confirm } = words[on ? 'off' : 'on']
  return (
    <Card>
      <CardHeader
        title="Weekly quotas"
        text={`Plans whose compute units are new every week. ${countWords(onQuota)}`}
        actions={
          <>
            <Badge tone={on ? 'good' : 'neutral'}>{on ? 'On' : 'Off'}</Badge>
            <ConfirmDialog
              trigger={
                <Button variant="secondary" size="small">
                  {`${confirm} …`}
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
