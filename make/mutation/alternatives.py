"""What one piece of a program may be changed into: the kinds of mistake that tests of rules have to notice."""
from __future__ import annotations

import ast
import re
from collections.abc import Iterator

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.RShift: ast.LShift, ast.LShift: ast.RShift, ast.BitAnd: ast.BitOr,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
CODE = re.compile(r"[a-z][a-z0-9_]*")
OTHER_CODE = "another_code"


def alternatives(node: ast.AST) -> Iterator[ast.AST]:
    """Everything that this node may be changed into; nothing for most nodes."""
    kind = _KINDS.get(type(node))
    if kind:
        for other in kind(node):
            yield ast.fix_missing_locations(ast.copy_location(other, node))


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for at, op in enumerate(node.ops):
        for other in COMPARED[type(op)]:
            yield ast.Compare(node.left, [*node.ops[:at], other(), *node.ops[at + 1:]], node.comparators)


def _bool_op(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for at in range(len(node.values)):
        left = [*node.values[:at], *node.values[at + 1:]]
        yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


def _bin_op(node: ast.BinOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.BitOr):
        # Of two sets or dictionaries that are laid together, one.
        yield node.left
        yield node.right
    elif type(node.op) in RECKONED:
        yield ast.BinOp(node.left, RECKONED[type(node.op)](), node.right)


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    elif isinstance(node.value, str) and CODE.fullmatch(node.value):
        yield ast.Constant(OTHER_CODE)


def _call(node: ast.Call) -> Iterator[ast.AST]:
    if not isinstance(node.func, ast.Name) or node.func.id not in CALLED:
        return
    other = CALLED[node.func.id]
    arguments, keywords = (node.args[:1], []) if other == "list" else (node.args, node.keywords)
    yield ast.Call(ast.Name(other, ast.Load()), arguments, keywords)


def _conditional(node: ast.IfExp) -> Iterator[ast.AST]:
    for test in _negated(node.test):
        yield ast.IfExp(test, node.body, node.orelse)


def _branch(node: ast.If | ast.While) -> Iterator[ast.AST]:
    for test in _negated(node.test):
        yield type(node)(test, node.body, node.orelse)


def _comprehension(node: ast.comprehension) -> Iterator[ast.AST]:
    for at in range(len(node.ifs)):
        yield ast.comprehension(node.target, node.iter, [*node.ifs[:at], *node.ifs[at + 1:]], node.is_async)


def _negated(test: ast.expr) -> Iterator[ast.expr]:
    """A condition turned round; a comparison and a `not` are turned round by themselves."""
    if not isinstance(test, ast.Compare | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), test)


def _return(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value in (None, True, False)):
        yield ast.Return(ast.Constant(None))


def _left_out(node: ast.stmt) -> Iterator[ast.AST]:
    yield ast.Pass()


def _assigned(node: ast.Assign) -> Iterator[ast.AST]:
    """What sets a part of something else may be left out; without a name of its own nothing would run at all."""
    if not any(isinstance(part, ast.Name) for target in node.targets for part in _parts(target)):
        yield ast.Pass()


def _parts(target: ast.expr) -> list[ast.expr]:
    return target.elts if isinstance(target, ast.Tuple) else [target]


def _said(node: ast.Expr) -> Iterator[ast.AST]:
    if not isinstance(node.value, ast.Constant):
        yield ast.Pass()


_KINDS: dict[type[ast.AST], object] = {
    ast.Compare: _compare, ast.BoolOp: _bool_op, ast.UnaryOp: _unary, ast.BinOp: _bin_op, ast.Constant: _constant,
    ast.Call: _call, ast.IfExp: _conditional, ast.If: _branch, ast.While: _branch, ast.comprehension: _comprehension,
    ast.Return: _return, ast.Raise: _left_out, ast.AugAssign: _left_out, ast.Break: _left_out, ast.Continue: _left_out,
    ast.Assign: _assigned, ast.Expr: _said,
}
