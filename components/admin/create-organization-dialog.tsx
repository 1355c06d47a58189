'use client'

import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { CreateOrganizationForm, type CreateOrganizationFormProps } from './create-organization-form'

/** The button “New organization” with its form in a dialog. */
export const CreateOrganizationDialog = (props: CreateOrganizationFormProps) => (
  <Dialog>
    <DialogTrigger asChild>
      <Button>
        <Plus aria-hidden />
        New organization
      </Button>
    </DialogTrigger>
    <DialogContent title="New organization" text="Address, terms and members are filled in on its page.">
      <CreateOrganizationForm {...props} />
    </DialogContent>
  </Dialog>
)
