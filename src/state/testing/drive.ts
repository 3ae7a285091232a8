/** Starting the app over fakes, giving it commands, and reading what the screen would show. */
import { expect } from 'vitest';
import { createApp, type App } from '../app.js';
import { currentView, focusedMention } from '../document-view.js';
import type { Services } from '../services.js';
import { fakeServices } from './fakes.js';

export async function started(parts: Partial<Services> = {}): Promise<{ app: App; services: Services }> {
  const services = fakeServices(parts);
  const app = createApp(services);
  await app.start();
  return { app, services };
}

export const texts = (app: App) => currentView(app.store.getState())?.mentions.map(({ text }) => text);
export const statuses = (app: App) => currentView(app.store.getState())?.mentions.map(({ status }) => status);
export const focusedText = (app: App) => focusedMention(app.store.getState())?.text;

export async function press(app: App, ...ids: Parameters<App['run']>[0][]): Promise<void> {
  for (const id of ids) app.run(id);
  await app.idle();
}

export async function until(condition: () => boolean | undefined): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await new Promise((done) => setTimeout(done, 1));
  expect(condition()).toBe(true);
}

/** Waits until nothing is being linked. */
export async function settled(app: App): Promise<void> {
  await new Promise((done) => setTimeout(done, 5));
  await until(() => app.store.getState().tasks.length === 0);
}
