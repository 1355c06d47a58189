'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Toaster as Primitive, toast } from 'sonner'
import { onMessage, takeMessages } from './toast-messages'

const showWaiting = (): void => {
  for (const { kind, title, description } of takeMessages()) toast[kind](title, { description })
}

/** Where passing messages appear: bottom right, bottom on phones. */
export const ToastPlace = () => {
  const t = useTranslations('ui')
  useEffect(() => {
    showWaiting()
    return onMessage(showWaiting)
  }, [])
  return (
    <Primitive
      position="bottom-right"
      containerAriaLabel={t('notifications')}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-start gap-2.5 rounded-md border border-line bg-raised px-3.5 py-3 font-sans text-base text-ink shadow-float sm:w-88',
          title: 'font-medium',
          description: 'text-ink-soft text-sm',
          icon: 'mt-0.5 text-accent',
          success: '[&_[data-icon]]:text-good',
          error: '[&_[data-icon]]:text-bad',
        },
      }}
    />
  )
}
