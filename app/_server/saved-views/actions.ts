'use server';

import { DeleteViewInput, deleteView } from '#lib/certificates/saved-views/delete-view.ts';
import { SaveViewInput, saveView } from '#lib/certificates/saved-views/save-view.ts';
import { viewPages } from '#lib/certificates/saved-views/views.ts';
import { defineAction } from '../define-action.ts';

/** For every page that keeps views. */
export const saveThisView = defineAction({ schema: SaveViewInput, role: 'operator', verb: saveView, revalidate: viewPages });
export const deleteThisView = defineAction({ schema: DeleteViewInput, role: 'operator', verb: deleteView, revalidate: viewPages });
