'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { ActionForm, type ActionFormProps } from '@/components/ui/action-form'
import { Alert, type AlertProps } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'

type Remark = { readonly title: string; readonly text: string; readonly tone?: AlertProps['tone'] }

export type FundingDialogProps<Input, T> = Pick<
  ActionFormProps<Input, T>,
  'action' | 'read' | 'submit' | 'children'
> & {
  readonly trigger: string
  /** The trigger's name in full, where the page has several. */
  readonly about?: string
  readonly title: string
  readonly text: ReactNode
  /** Said in a passing message when it worked. */
  readonly done: string | ((result: { readonly ok: true } & T) => string)
  /** What must be read before the dialog closes; null where the passing message says enough. */
  readonly remark?: (result: { readonly ok: true } & T) => Remark | null
}

/** A form in a dialog that shows the page again when it worked. */
export const FundingDialog = <Input, T>(props: FundingDialogProps<Input, T>) => {
  const { trigger, about, title, text, done, remark: remarkOf, ...form } = props
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [remark, setRemark] = useState<Remark | null>(null)
  const change = (next: boolean) => {
    setOpen(next)
    if (next || remark === null) return
    // The page is shown again only then: it may not have this dialog any more.
    setRemark(null)
    router.refresh()
  }
  const finish = (result: { readonly ok: true } & T) => {
    const found = remarkOf?.(result) ?? null
    if (found) return setRemark(found)
    toast.success(typeof done === 'string' ? done : done(result))
    setOpen(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="secondary" size="small" aria-label={about}>
          {trigger}
        </Button>
      </DialogTrigger>
      <DialogContent title={title} text={remark ? undefined : text}>
        {remark ? <Said remark={remark} close={() => change(false)} /> : <ActionForm {...form} onDone={finish} />}
      </DialogContent>
    </Dialog>
  )
}

const Said = ({ remark, close }: { remark: Remark; close: () => void }) => (
  <div className="flex flex-col gap-4">
    <Alert tone={remark.tone ?? 'warn'} title={remark.title}>
      {remark.text}
    </Alert>
    <Button className="self-end" onClick={close} autoFocus>
      Close
    </Button>
  </div>
)
