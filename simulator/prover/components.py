"""Strongly connected components, one by one: for moments and stops, of which there are few."""

from __future__ import annotations


def circles(ways: dict[int, list[int]]) -> list[list[int]]:
    """The strongly connected components of a small graph that hold a cycle."""
    return [part for part in components(ways) if len(part) > 1 or part[0] in ways[part[0]]]


def components(ways: dict[int, list[int]]) -> list[list[int]]:
    """The strongly connected components, each after those it leads to (Tarjan 1972, without recursion)."""
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[list[int]] = []
    for root in ways:
        if root in order:
            continue
        work = [(root, iter(ways[root]))]
        order[root] = lowest[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            here, rest = work[-1]
            for there in rest:
                if there not in order:
                    order[there] = lowest[there] = len(order)
                    stack.append(there)
                    on_stack.add(there)
                    work.append((there, iter(ways[there])))
                    break
                if there in on_stack:
                    lowest[here] = min(lowest[here], order[there])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[here])
                if lowest[here] == order[here]:
                    cut = stack.index(here)
                    found.append(stack[cut:])
                    on_stack -= set(stack[cut:])
                    del stack[cut:]
    return found
