'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { ActionForm, type ActionFormProps } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'

export type FundingDialogProps<Input, T> = Pick<
  ActionFormProps<Input, T>,
  'action' | 'read' | 'submit' | 'done' | 'children'
> & {
  readonly trigger: string
  readonly title: string
  readonly text: ReactNode
}

/** A form in a dialog that shows the page anew when it worked. */
export const FundingDialog = <Input, T>({ trigger, title, text, ...form }: FundingDialogProps<Input, T>) => {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary" size="small">
          {trigger}
        </Button>
      </DialogTrigger>
      <DialogContent title={title} text={text}>
        <ActionForm {...form} onDone={done} />
      </DialogContent>
    </Dialog>
  )
}
