'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { buttonStyle } from './button-style'
import { classNames } from './class-names'

export const Dialog = Primitive.Root
export const DialogTrigger = Primitive.Trigger
export const DialogClose = Primitive.Close

export type DialogContentProps = {
  readonly title: string
  readonly text?: ReactNode
  readonly children?: ReactNode
  readonly footer?: ReactNode
  readonly className?: string
  /** Cannot be closed by hand: what it asks for has to be done first. */
  readonly blocking?: boolean
}

const stay = (event: Event): void => event.preventDefault()
const staysOpen = { onEscapeKeyDown: stay, onPointerDownOutside: stay, onInteractOutside: stay }

/** A question or short form over the page: title, words, body, actions. Focus stays inside; Escape closes. */
export const DialogContent = ({ title, text, children, footer, className, blocking = false }: DialogContentProps) => {
  const t = useTranslations('ui')
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
      <Primitive.Content
        {...(text ? {} : { 'aria-describedby': undefined })}
        {...(blocking ? staysOpen : {})}
        className={classNames(
          'fixed inset-x-3 bottom-3 z-50 mx-auto flex max-h-[calc(100dvh-1.5rem)] max-w-lg animate-rise flex-col sm:top-[12vh]',
          'overflow-hidden rounded-lg border border-line bg-raised shadow-float sm:bottom-auto sm:max-h-[80vh]',
          className,
        )}
      >
        <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
          <div className="min-w-0">
            <Primitive.Title className="text-lg">{title}</Primitive.Title>
            {text ? <Primitive.Description className="mt-1 text-ink-soft">{text}</Primitive.Description> : null}
          </div>
          {blocking ? null : (
            <Primitive.Close
              aria-label={t('close')}
              className={classNames(buttonStyle({ variant: 'ghost', size: 'icon-small' }), '-mr-1.5')}
            >
              <X />
            </Primitive.Close>
          )}
        </header>
        {children ? <div className="min-h-0 overflow-y-auto px-5 pt-1 pb-5">{children}</div> : null}
        {footer ? (
          <footer className="flex flex-wrap justify-end gap-2 border-line border-t bg-sunken px-5 py-3">
            {footer}
          </footer>
        ) : null}
      </Primitive.Content>
    </Primitive.Portal>
  )
}
