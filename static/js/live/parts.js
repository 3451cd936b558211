/** Copies of the page's <template>s and the named parts in them. */

/** A fresh copy of the one element in `<template id=…>`. */
export function copyOf(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** The elements marked data-part="name" in `root`, by name. */
export function partsOf(root) {
  return Object.fromEntries([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
}

/** Sets a part's text, and touches the page only when it differs. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets or removes a data attribute: null, false and "" remove it. */
export function mark(element, name, value) {
  if (value === null || value === undefined || value === false || value === "") delete element.dataset[name];
  else if (element.dataset[name] !== String(value)) element.dataset[name] = String(value);
}

/** An element with a class and a text. */
export function made(tag, text = "", className = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

/** True when the person asked for less motion. */
export function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
