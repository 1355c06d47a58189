'use client'

import { Toaster as Primitive } from 'sonner'

export { toast } from 'sonner'

/** Where passing messages appear: bottom right, bottom on phones. For what went well; refusals stay in the page. */
export const Toaster = () => (
  <Primitive
    position="bottom-right"
    gap={8}
    toastOptions={{
      unstyled: true,
      classNames: {
        toast:
          'flex w-full items-start gap-2.5 rounded-md border border-line bg-raised px-3.5 py-3 text-base text-ink shadow-float sm:w-88',
        title: 'font-medium',
        description: 'text-ink-soft text-sm',
        icon: 'mt-0.5 text-accent',
        success: '[&_[data-icon]]:text-good',
        error: '[&_[data-icon]]:text-bad',
      },
    }}
  />
)
