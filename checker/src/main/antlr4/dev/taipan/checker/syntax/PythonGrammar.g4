/*
 * Python 3.15 with everything older, as a pure LL(1) grammar.
 *
 * The lexer has decided what would need more than one token of lookahead: soft keywords (MATCH, CASE, TYPE, LAZY),
 * parenthesized context managers (WITH_P), `not in` and `is not` as one token, augmented assignments as AUG.
 * Rules accept a little more than Python does; the actions and SyntaxRules report the rest. The actions build the tree
 * on stacks (see ExprBuilder): `r` is the last expression, `sp` the height of the stack of values. There is no
 * predicate, no left recursion and no ambiguity, so the generated code never calls adaptivePredict; a test holds this.
 */
parser grammar PythonGrammar;

options { superClass = StmtBuilder; }

tokens {
  NEWLINE, INDENT, DEDENT, NAME, NUMBER, STRING, FSTART, FMID, FEND,
  NONE, TRUE, FALSE, ELLIPSIS,
  LPAR, RPAR, LBRACK, RBRACK, LBRACE, RBRACE,
  DOT, COMMA, COLON, SEMI, EQ, WALRUS, ARROW, EXCL, AUG,
  OR, AND, NOT, LT, GT, EQEQ, NE, LE, GE, IN, NOT_IN, IS, IS_NOT,
  VBAR, CARET, AMP, SHL, SHR, PLUS, MINUS, STAR, SLASH, DSLASH, PERCENT, AT, TILDE, DSTAR,
  IF, ELIF, ELSE, WHILE, FOR, TRY, EXCEPT, FINALLY, WITH, WITH_P, DEF, CLASS, RETURN, RAISE, IMPORT, FROM, AS,
  PASS, BREAK, CONTINUE, GLOBAL, NONLOCAL, DEL, ASSERT, YIELD, AWAIT, ASYNC, LAMBDA,
  MATCH, CASE, TYPE, LAZY
}

file locals [int m]
  : { $m = sp; } ( stmt | NEWLINE )* { moreStatements(false); } EOF { endModule($m); }
  ;

/* The text of a quoted annotation. */
annotation
  : exprs NEWLINE* EOF
  ;

// ---------------------------------------------------------------------------------------------------- statements

stmt locals [int s0, int i0, int o0, int p0]
@init { $s0 = sp; $i0 = ip; $o0 = osp; $p0 = position(); }
@after { endStatement($s0, $p0); }
  : simple ( SEMI { checkSemicolon(); } simple? )* NEWLINE
  | IF { start(); } ifRest
  | WHILE { start(); } named { push(); } block { pushNoBlock(); } ( ELSE block { putBlock(); } )? { endWhile(); }
  | FOR { start(); pushFlag(false); } forRest
  | TRY { start(); } tryRest
  | WITH { start(); pushFlag(false); } withRest
  | WITH_P { start(); pushFlag(false); } withParen
  | DEF { start(); pushNoDecorators(); pushFlag(false); } defRest
  | CLASS { start(); pushNoDecorators(); } classRest
  | AT { start(); } decorated
  | ASYNC { start(); pushFlag(true); } ( DEF { pushNoDecorators(); } defRest | FOR forRest | WITH withRest | WITH_P withParen )
  | MATCH { start(); } matchRest
  ;
  catch [RecognitionException re] { recoverStatement(re, $s0, $i0, $o0, $p0); }

ifRest locals [int n]
  : named { push(); } block ( ELIF { start(); $n++; } named { push(); } block )* { pushNoBlock(); } ( ELSE block { putBlock(); } )? { endIf($n); }
  ;

forRest
  : targets { push(); } IN exprs { checkForIterable(); push(); declareLoopTargets(); } block { pushNoBlock(); } ( ELSE block { putBlock(); } )? { endFor(); }
  ;

tryRest locals [int m]
  : block { $m = sp; } ( handler )* { endHandlers($m); }
    { pushNoBlock(); } ( ELSE block { putBlock(); } )? { pushNoBlock(); } ( FINALLY block { putBlock(); } )? { endTry(); }
  ;

handler locals [int m, boolean star, boolean typed]
  : EXCEPT { start(); } ( STAR { $star = true; } )?
    ( { $m = 0; } expr ( COMMA { $m = tupleComma($m); } ( expr { push(); } )? )* { endHandlerTypes($m); $typed = true; } )?
    { if (!$typed) missingHandlerType(); pushNull(); } ( AS NAME { putName(); } )? block { endHandler($star); }
  ;

withRest locals [int m]
  : { $m = sp; } withItem ( COMMA withItem )* { pushList($m); declareWithTargets(); } block { endWith(); }
  ;

withParen locals [int m]
  : LPAR { $m = sp; } withItem ( COMMA { checkComma(); } ( withItem )? )* RPAR { pushList($m); declareWithTargets(); } block { endWithParen(); }
  ;

withItem
  : expr { push(); pushNull(); } ( AS target { put(); } )? { endWithItem(); }
  ;

decorated locals [int m]
  : { $m = sp; repeatStart(); } named { endDecorator(); } NEWLINE ( AT { start(); } named { endDecorator(); } NEWLINE )* { pushList($m); }
    ( DEF { pushFlag(false); } defRest | ASYNC { pushFlag(true); } DEF defRest | CLASS classRest )
  ;

defRest
  : NAME { pushName(); } typeParams LPAR params RPAR { pushNull(); } ( ARROW expr { put(); } )? { annotateFunction(); } block { endDef(); }
  ;

classRest locals [int m]
  : NAME { pushName(); } typeParams { $m = sp; } ( LPAR args RPAR )? { pushList($m); } block { endClass(); }
  ;

typeParams locals [int m]
  : { $m = sp; } ( LBRACK { typeParamsStart(); } ( typeParam ( COMMA { checkComma(); } ( typeParam )? )* )? RBRACK { typeParamsEnd($m); } )? { pushList($m); }
  ;

typeParam locals [int k]
  : { startNext(); } ( STAR { $k = 1; } | DSTAR { $k = 2; } )? NAME { pushName(); }
    { pushNull(); } ( COLON expr { put(); } )? { pushNull(); } ( EQ starPlain { put(); } )? { endTypeParam($k); }
  ;

matchRest locals [int m]
  : subject { push(); } COLON NEWLINE INDENT { $m = sp; } ( caseBlock )+ DEDENT { endMatch($m); }
  ;

subject locals [int m]
  : starNamed ( COMMA { $m = tupleComma($m); } ( starNamed { push(); } )? )* { endTuple($m); }
  ;

caseBlock
  : CASE { start(); } patterns { pushPattern(); pushNull(); } ( IF named { put(); } )? block { endCase(); }
  ;

block locals [int m]
  : { $m = sp; } COLON
    ( NEWLINE ( INDENT ( stmt | NEWLINE )* { moreStatements(true); } DEDENT | { missingBlock(); } )
    | line )
    { pushList($m); }
  ;
  catch [NoViableAltException re] { if (re.getCtx() != _localctx) throw re; recoverBlock(re); pushList($m); }

/* Statements after the colon of a header. */
line locals [int s0, int i0, int o0, int p0]
@init { $s0 = sp; $i0 = ip; $o0 = osp; $p0 = position(); }
  : simple ( SEMI { checkSemicolon(); } ( simple )? )* NEWLINE
  ;
  catch [RecognitionException re] { recoverStatement(re, $s0, $i0, $o0, $p0); }

simple locals [int m, boolean done]
  : { startNext(); } exprs
      ( { $m = sp; push(); } ( EQ rhs { push(); } )+ { endAssign($m); $done = true; }
      | AUG { push(); pushAug(); } rhs { endAugAssign(); $done = true; }
      | COLON { pushAnnTarget(); } expr { push(); pushNull(); } ( EQ rhs { put(); } )? { endAnnAssign(); $done = true; } )?
      { if (!$done) endExprStmt(); }
  | { startNext(); } yieldExpr
      ( { $m = sp; push(); } ( EQ rhs { push(); } )+ { endAssign($m); $done = true; } )?
      { if (!$done) endExprStmt(); }
  | RETURN { start(); pushNull(); } ( exprs { put(); } )? { endReturn(); }
  | PASS { endPass(); }
  | BREAK { endBreak(); }
  | CONTINUE { endContinue(); }
  | IMPORT { start(); pushFlag(false); } importRest
  | FROM { start(); pushFlag(false); } fromRest
  | LAZY { start(); pushFlag(true); } ( IMPORT importRest | FROM fromRest )
  | RAISE { start(); pushNull(); pushNull(); } ( expr { putBelow(); } ( FROM expr { put(); } )? )? { endRaise(); }
  | GLOBAL { start(); $m = sp; } nameList { endGlobal($m); }
  | NONLOCAL { start(); $m = sp; } nameList { endNonlocal($m); }
  | DEL { start(); } exprs { endDelete(); }
  | ASSERT { start(); } expr { push(); pushNull(); } ( COMMA expr { put(); } )? { endAssert(); }
  | TYPE { start(); } NAME { pushName(); } typeParams EQ expr { endTypeAlias(); }
  ;

importRest locals [int m]
  : { $m = sp; } dottedAs ( COMMA dottedAs )* { endImport($m); }
  ;

dottedAs
  : dottedName { push(); pushNull(); } ( AS NAME { putName(); } )? { endAlias(); }
  ;

dottedName locals [int t]
  : { $t = position(); } NAME ( DOT NAME )* { endDottedName($t); }
  ;

fromRest locals [int m]
  : { startModule(); } ( DOT { addLevel(1); } | ELLIPSIS { addLevel(3); } )* { pushNull(); } ( dottedName { put(); } )? { endModuleName(); }
    IMPORT { $m = sp; }
    ( STAR { starAlias(); }
    | LPAR ( importAs ( COMMA { checkComma(); } ( importAs )? )* )? RPAR
    | importAs ( COMMA { checkComma(); } ( importAs )? )* { checkTrailingComma(); } )?
    { endImportFrom($m); }
  ;

importAs
  : NAME { pushName(); pushNull(); } ( AS NAME { putName(); } )? { endAlias(); }
  ;

nameList
  : NAME { pushName(); } ( COMMA NAME { pushName(); } )*
  ;

// ------------------------------------------------------------------------------------------------------ patterns

patterns locals [int m, boolean open]
  : { startNext(); $m = sp; } starPattern
    ( { pushPattern(); } ( COMMA { checkComma(); } ( starPattern { pushPattern(); } )? )+ { endOpenSequence($m); $open = true; } )? { if (!$open) endSinglePattern(); }
  ;

starPattern
  : STAR { start(); } NAME { endStarPattern(); }
  | pattern
  ;

pattern
  : { startNext(); } orPattern ( AS { pushPattern(); } NAME { endAsPattern(); } )? { dropStart(); }
  ;
  catch [NoViableAltException re] { if (re.getCtx() != _localctx) throw re; missingPattern(re); dropStart(); }

orPattern locals [int m]
  : { startNext(); $m = sp; } closedPattern ( { pushPattern(); } ( VBAR closedPattern { pushPattern(); } )+ { endOrPattern($m); } )? { dropStart(); }
  ;
  catch [NoViableAltException re] { if (re.getCtx() != _localctx) throw re; missingPattern(re); dropStart(); }

closedPattern locals [int m, boolean cls]
  : { startNext(); } patternNumber { endValuePattern(); }
  | { startNext(); } strings { endValuePattern(); }
  | { startNext(); } ( NONE | TRUE | FALSE ) { constant(); endSingletonPattern(); }
  | { startNext(); } NAME { patternName(); } ( DOT NAME { attribute(); } )*
      ( LPAR { push(); $m = sp; } ( patternArg ( COMMA { checkComma(); } ( patternArg )? )* )? RPAR { endClassPattern($m); $cls = true; } )? { if (!$cls) endNamePattern(); }
  | { startNext(); $m = sp; } LPAR ( starPattern { pushPattern(); } ( COMMA { checkComma(); } ( starPattern { pushPattern(); } )? )* )? RPAR { endGroupPattern($m); }
  | { startNext(); $m = sp; } LBRACK ( starPattern { pushPattern(); } ( COMMA { checkComma(); } ( starPattern { pushPattern(); } )? )* )? RBRACK { endListPattern($m); }
  | { startNext(); $m = sp; } LBRACE ( patternItem ( COMMA { checkComma(); } ( patternItem )? )* )? RBRACE { endMappingPattern($m); }
  ;
  catch [NoViableAltException re] { if (re.getCtx() != _localctx) throw re; missingPattern(re); }

patternNumber
  : ( NUMBER { number(); } | MINUS { start(); } NUMBER { number(); negate(); } )
    ( PLUS { push(); } NUMBER { number(); complexNumber(false); } | MINUS { push(); } NUMBER { number(); complexNumber(true); } )?
  ;

patternArg
  : pattern { pushPattern(); } ( EQ pattern { endKeywordPattern(); } )?
  ;

patternItem
  : DSTAR NAME { pushName(); endMappingRest(); }
  | closedPattern { endMappingKey(); } COLON pattern { pushPattern(); }
  ;

// --------------------------------------------------------------------------------------------------- expressions

rhs
  : exprs
  | yieldExpr
  ;
  catch [NoViableAltException re] { if (re.getCtx() != _localctx) throw re; missingExpr(re); }

yieldExpr locals [boolean from]
  : YIELD { start(); pushNull(); } ( FROM expr { put(); $from = true; } | exprs { put(); } )? { endYield($from); }
  ;

/* Expressions with commas; where names cannot be bound by `:=`. */
exprs locals [int m]
  : starPlain ( COMMA { $m = tupleComma($m); } ( starPlain { push(); } )? )* { endTuple($m); }
  ;

starPlain
  : STAR { start(); } binary { endStarred(); }
  | expr
  ;
  catch [NoViableAltException re] { if (re.getCtx() != _localctx) throw re; missingExpr(re); }

starNamed
  : STAR { start(); } binary { endStarred(); }
  | named
  ;
  catch [NoViableAltException re] { if (re.getCtx() != _localctx) throw re; missingExpr(re); }

named
  : expr ( WALRUS { pushWalrusTarget(); } expr { endWalrus(); } )?
  ;

expr
@init { enterNesting(); }
  : binary ( IF { push(); } binary { push(); } ELSE expr { endConditional(); } )? { exitNesting(); }
  | LAMBDA { start(); } lambdaParams COLON expr { endLambda(); exitNesting(); }
  ;
  catch [NoViableAltException re] { exitNesting(); if (re.getCtx() != _localctx) throw re; missingExpr(re); }

binary locals [int m]
  : { $m = osp; } ( ( NOT | MINUS | PLUS | TILDE ) { prefixOperator($m); } )* primary
    ( ( OR | AND | LT | GT | EQEQ | NE | LE | GE | IN | NOT_IN | IS | IS_NOT | VBAR | CARET | AMP | SHL | SHR
      | PLUS | MINUS | STAR | SLASH | DSLASH | PERCENT | AT | DSTAR )
      { infixOperator($m); } ( ( NOT | MINUS | PLUS | TILDE ) { prefixOperator($m); } )* primary )*
    { endBinary($m); }
  ;

primary locals [int m, int await, int s0, int i0, int o0, int p0]
@init { $s0 = sp; $i0 = ip; $o0 = osp; $p0 = position(); $await = -1; }
  : ( AWAIT { $await = lastStart(); } )?
    ( NAME { name(); }
    | NUMBER { number(); }
    | ( NONE | TRUE | FALSE | ELLIPSIS ) { constant(); }
    | strings
    | LPAR { start(); } parenRest
    | LBRACK { start(); } listRest
    | LBRACE { start(); } braceRest )
    ( DOT NAME { attribute(); }
    | LPAR { push(); $m = sp; } args RPAR { endCall($m); }
    | LBRACK { push(); } subscripts RBRACK { endSubscript(); } )*
    { if ($await >= 0) endAwait($await); }
  ;
  catch [NoViableAltException re] { recoverPrimary(re, $s0, $i0, $o0, $p0); }

strings locals [int m, int t, int f]
  : { $m = sp; $t = position(); } ( STRING { if ($f != 0) literalPart(); } | { $f = beginFString($t, $f); } fstring )+ { endStrings($m, $t, $f); }
  ;

fstring
  : FSTART { startFString(); } ( FMID { middlePart(); } | field )* FEND { stopFString(); }
  ;

field locals [int m, int conversion]
  : LBRACE { start(); } rhs { endFieldValue(); } { noDebug(); } ( EQ { markDebug(); } )? ( EXCL NAME { $conversion = conversion(); } )? { $m = sp; }
    ( COLON ( FMID { middlePart(); } | field )* )? RBRACE { endField($m, $conversion); }
  ;

parenRest locals [int m, boolean comp]
  : RPAR { endEmptyTuple(); }
  | yieldExpr RPAR { endParens(0); }
  | starNamed ( comprehension { $comp = true; } | ( COMMA { $m = tupleComma($m); } ( starNamed { push(); } )? )+ )?
      RPAR { if ($comp) endGenerator(); else endParens($m); }
  ;
  
listRest locals [int m, boolean comp]
  : RBRACK { endList(sp); }
  | { $m = 0; } starNamed ( comprehension { $comp = true; } | ( COMMA { $m = tupleComma($m); } ( starNamed { push(); } )? )+ )?
      RBRACK { if ($comp) endListComp(); else endList(firstElement($m)); }
  ;

braceRest locals [int m, int kind]
  : RBRACE { endDict(sp); }
  | { $m = sp; } DSTAR { start(); } binary
      ( { endUnpackedElement(); } comprehension { $kind = 1; }
      | { endUnpackedItem(); $kind = 2; } ( COMMA { checkComma(); } ( dictItem )? )+ )?
      RBRACE { endUnpackedBraces($m, $kind); }
  | { $m = 0; } starNamed
      ( COLON { pushKey(); $kind = 1; $m = sp; } expr
          ( comprehension { $kind = 2; }
          | { push(); $kind = 3; } ( COMMA { checkComma(); } ( dictItem )? )+ )?
      | comprehension { $kind = 4; }
      | ( COMMA { $m = tupleComma($m); } ( starNamed { push(); } )? )+ )?
      RBRACE { endBraces($m, $kind); }
  ;

dictItem
  : expr { push(); } COLON expr { push(); }
  | DSTAR { start(); } binary { endUnpackedItem(); }
  ;

comprehension locals [int m]
  : { push(); $m = sp; } generator+ { pushList($m); }
  ;

generator locals [int m, boolean async]
  : { startNext(); } ( ASYNC { $async = true; } )? FOR targets { push(); } IN binary { push(); $m = sp; }
    ( IF binary { push(); } )* { endComprehension($m, $async); }
  ;

targets locals [int m]
  : target ( COMMA { $m = tupleComma($m); } ( target { push(); } )? )* { endTuple($m); }
  ;

target
  : STAR { start(); } primary { endStarred(); }
  | primary
  ;
  catch [NoViableAltException re] { if (re.getCtx() != _localctx) throw re; missingExpr(re); }

args
  : ( arg ( COMMA { checkComma(); } ( arg )? )* )?
  ;

arg locals [boolean done]
  : STAR { start(); } expr
      ( { endStarred(); } comprehension { endGeneratorArgument(); endArgument(); $done = true; } )?
      { if (!$done) endStarArgument(); }
  | DSTAR { start(); } expr { endDoubleStarArgument(); }
  | expr
      ( EQ { pushKeyword(); } expr { endKeywordArgument(); $done = true; }
      | WALRUS { pushWalrusTarget(); } expr { endWalrus(); } ( comprehension { endGeneratorArgument(); } )? { endArgument(); $done = true; }
      | comprehension { endGeneratorArgument(); endArgument(); $done = true; } )?
      { if (!$done) endArgument(); }
  ;

subscripts locals [int m]
  : slice ( COMMA { $m = tupleComma($m); } ( slice { push(); } )? )* { endSubscripts($m); }
  ;

slice
  : starNamed ( COLON { push(); } sliceRest )?
  | { pushNull(); } COLON sliceRest
  ;

sliceRest
  : { pushNull(); } ( expr { put(); } )? { pushNull(); } ( COLON ( expr { put(); } )? )? { endSlice(); }
  ;

params locals [int m, int saved]
  : { $m = sp; $saved = enterParams(); } ( param ( COMMA { checkComma(); } ( param )? )* )? { endParams($m, $saved); }
  ;

param locals [boolean hasName]
  : SLASH { slashMarker(); }
  | STAR { start(); } ( NAME { pushName(); pushNull(); $hasName = true; } ( COLON starPlain { put(); } )? )? { endStar($hasName); }
  | DSTAR { start(); } NAME { pushName(); pushNull(); } ( COLON expr { put(); } )? { endDoubleStarParam(); }
  | NAME { start(); pushName(); } { pushNull(); } ( COLON expr { put(); } )? { pushNull(); } ( EQ expr { put(); } )? { endParam(); }
  ;

lambdaParams locals [int m, int saved]
  : { $m = sp; $saved = enterParams(); } ( lambdaParam ( COMMA { checkComma(); } ( lambdaParam )? )* )? { endParams($m, $saved); }
  ;

lambdaParam locals [boolean hasName]
  : SLASH { slashMarker(); }
  | STAR { start(); } ( NAME { pushName(); pushNull(); $hasName = true; } )? { endStar($hasName); }
  | DSTAR { start(); } NAME { pushName(); pushNull(); endDoubleStarParam(); }
  | NAME { start(); pushName(); pushNull(); pushNull(); } ( EQ expr { put(); } )? { endParam(); }
  ;
