'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DayText } from '@/components/ui/day-text'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/lib/contracts/action-result'

type About = { readonly org: string; readonly invoiceId: string }
type Pause = About & { readonly untilOn: string; readonly note: string }

export type RemindersCardProps = About & {
  readonly number: string
  readonly currency: string
  readonly sent: readonly {
    readonly level: number
    readonly on: string
    readonly by: string
    readonly fee: string
    readonly due: string
    readonly pdfHref: string
  }[]
  readonly pause: { readonly untilOn: string; readonly note: string; readonly by: string } | null
  readonly next: { readonly level: number; readonly dueOn: string } | null
  readonly byItself: boolean
  readonly undecided: boolean
  readonly sendable: boolean
  readonly open: boolean
  readonly today: string
  readonly send: Action<About, { readonly level: number }>
  readonly pauseReminders: Action<Pause>
}

/** What an invoice was reminded of, what is next, and ways to send one now and to pause them. */
export const RemindersCard = (props: RemindersCardProps) => {
  const { org, invoiceId, number, sent, sendable, open, pause, today, send, pauseReminders } = props
  const router = useRouter()
  const run = async () => {
    const result = await send({ org, invoiceId })
    if (result.ok) toast.success(`Reminder of level ${result.level} sent`)
    return result
  }
  return (
    <Card>
      <CardHeader
        title="Reminders"
        text={<Standing {...props} />}
        actions={
          open ? (
            <>
              <PauseDialog about={{ org, invoiceId }} pause={pause} today={today} save={pauseReminders} />
              {sendable ? (
                <ConfirmDialog
                  trigger={
                    <Button variant="secondary" size="small">
                      Send one now…
                    </Button>
                  }
                  title={`Send the reminder of level ${sent.length + 1}?`}
                  text={`The customer gets an e-mail about invoice ${number} with the reminder as a PDF. It cannot be taken back.`}
                  confirm="Send reminder"
                  action={run}
                  onDone={() => router.refresh()}
                />
              ) : null}
            </>
          ) : null
        }
      />
      {sent.length === 0 ? null : <Sent {...props} />}
    </Card>
  )
}

const Standing = ({ sent, pause, next, byItself, undecided, open }: RemindersCardProps) => {
  if (!open) return <>Only administrators see this list.</>
  if (undecided) return <>None is sent while a payment is under way or disputed.</>
  return (
    <>
      {pause === null ? null : (
        <span className="block [overflow-wrap:anywhere]">
          Paused until <DayText day={pause.untilOn} /> by {pause.by}: {pause.note}
        </span>
      )}
      {next !== null ? (
        <span className="block">
          Level {next.level} goes out on <DayText day={next.dueOn} />.
        </span>
      ) : byItself && sent.length === 3 ? (
        <span className="block">All three were sent.</span>
      ) : (
        <span className="block">No reminders go out automatically for this organization.</span>
      )}
    </>
  )
}

const Sent = ({ sent, currency }: RemindersCardProps) => (
  <Table label="Reminders">
    <TableHead>
      <tr>
        <HeadCell>Level</HeadCell>
        <HeadCell>Sent</HeadCell>
        <HeadCell numeric className="hidden sm:table-cell">
          Fee
        </HeadCell>
        <HeadCell numeric>Asks for</HeadCell>
        <HeadCell>
          <span className="sr-only">Actions</span>
        </HeadCell>
      </tr>
    </TableHead>
    <TableBody>
      {sent.map(({ level, on, by, fee, due, pdfHref }) => (
        <TableRow key={level}>
          <Cell>{level}</Cell>
          <Cell>
            <DayText day={on} />
            <span className="block text-ink-faint text-xs">{by}</span>
          </Cell>
          <Cell numeric className="hidden sm:table-cell">
            <Money amount={fee} currency={currency} />
          </Cell>
          <Cell numeric>
            <Money amount={due} currency={currency} />
          </Cell>
          <Cell className="text-right">
            <a
              href={pdfHref}
              download
              className="text-sm underline"
              aria-label={`PDF of the reminder of level ${level}`}
            >
              PDF
            </a>
          </Cell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
)

type PauseDialogProps = {
  readonly about: About
  readonly pause: RemindersCardProps['pause']
  readonly today: string
  readonly save: Action<Pause>
}

const PauseDialog = ({ about, pause, today, save }: PauseDialogProps) => {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="small">
          {pause === null ? 'Pause…' : 'Change the pause…'}
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Pause the reminders of this invoice"
        text="None goes out automatically before that day. Today ends the pause."
      >
        <ActionForm
          action={save}
          read={(form) => ({ ...about, ...readFields(form, ['untilOn', 'note'] as const) })}
          submit="Save"
          done="Saved"
          onDone={() => {
            setOpen(false)
            router.refresh()
          }}
        >
          {(error) => (
            <>
              <Field label="Until" error={error('untilOn')}>
                {(control) => (
                  <Input
                    {...control}
                    type="date"
                    name="untilOn"
                    min={today}
                    defaultValue={pause?.untilOn ?? ''}
                    required
                  />
                )}
              </Field>
              <Field label="Note" hint="Why; the audit log keeps it." error={error('note')}>
                {(control) => (
                  <Input {...control} name="note" defaultValue={pause?.note ?? ''} required maxLength={200} />
                )}
              </Field>
            </>
          )}
        </ActionForm>
      </DialogContent>
    </Dialog>
  )
}
