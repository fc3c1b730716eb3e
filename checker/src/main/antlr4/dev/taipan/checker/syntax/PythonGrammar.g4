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
  MATCH, CASE, TYPE, LAZY, ERROR
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
  : simple ( SEMI simple? )* NEWLINE
  | IF { start(); } ifRest
  | WHILE { start(); } named { push(); } block ( ELSE block | { pushNoBlock(); } ) { endWhile(); }
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
  : named { push(); } block ( ELIF { start(); $n++; } named { push(); } block )* ( ELSE block | { pushNoBlock(); } ) { endIf($n); }
  ;

forRest
  : targets { push(); } IN exprs { checkForIterable(); push(); } block ( ELSE block | { pushNoBlock(); } ) { endFor(); }
  ;

tryRest locals [int m]
  : block { $m = sp; } ( handler )* { endHandlers($m); }
    ( ELSE block | { pushNoBlock(); } ) ( FINALLY block | { pushNoBlock(); } ) { endTry(); }
  ;

handler locals [int m, boolean star]
  : EXCEPT { start(); } ( STAR { $star = true; } )?
    ( { $m = 0; } expr ( COMMA { $m = tupleComma($m); } ( expr { push(); } )? )* { endHandlerTypes($m); } ( AS NAME { pushName(); } | { pushNull(); } )
    | { pushNull(); pushNull(); } )
    block { endHandler($star); }
  ;

withRest locals [int m]
  : { $m = sp; } withItem ( COMMA withItem )* { pushList($m); } block { endWith(); }
  ;

withParen locals [int m]
  : LPAR { $m = sp; } withItem ( COMMA { checkComma(); } ( withItem )? )* RPAR { pushList($m); } block { endWithParen(); }
  ;

withItem
  : expr { push(); } ( AS target { push(); } | { pushNull(); } ) { endWithItem(); }
  ;

decorated locals [int m]
  : { $m = sp; repeatStart(); } named { endDecorator(); } NEWLINE ( AT { start(); } named { endDecorator(); } NEWLINE )* { pushList($m); }
    ( DEF { pushFlag(false); } defRest | ASYNC { pushFlag(true); } DEF defRest | CLASS classRest )
  ;

defRest
  : NAME { pushName(); } typeParams LPAR params RPAR ( ARROW expr { push(); } | { pushNull(); } ) block { endDef(); }
  ;

classRest locals [int m]
  : NAME { pushName(); } typeParams { $m = sp; } ( LPAR args RPAR )? { pushList($m); } block { endClass(); }
  ;

typeParams locals [int m]
  : { $m = sp; } ( LBRACK { typeParamsStart(); } ( typeParam ( COMMA { checkComma(); } ( typeParam )? )* )? RBRACK { typeParamsEnd($m); } )? { pushList($m); }
  ;

typeParam locals [int k]
  : { startNext(); } ( STAR { $k = 1; } | DSTAR { $k = 2; } )? NAME { pushName(); }
    ( COLON expr { push(); } | { pushNull(); } ) ( EQ starPlain { push(); } | { pushNull(); } ) { endTypeParam($k); }
  ;

matchRest locals [int m]
  : subject { push(); } COLON NEWLINE INDENT { $m = sp; } ( caseBlock )+ DEDENT { endMatch($m); }
  ;

subject locals [int m]
  : starNamed ( COMMA { $m = tupleComma($m); } ( starNamed { push(); } )? )* { endTuple($m); }
  ;

caseBlock
  : CASE { start(); } patterns { pushPattern(); } ( IF named { push(); } | { pushNull(); } ) block { endCase(); }
  ;

block locals [int m]
  : { $m = sp; } COLON
    ( NEWLINE ( INDENT ( stmt | NEWLINE )* { moreStatements(true); } DEDENT | { missingBlock(); } )
    | simple ( SEMI ( simple )? )* NEWLINE )
    { pushList($m); }
  ;

simple locals [int m]
  : { startNext(); } exprs
      ( { $m = sp; push(); } ( EQ rhs { push(); } )+ { endAssign($m); }
      | AUG { push(); pushAug(); } rhs { endAugAssign(); }
      | COLON { pushAnnTarget(); } expr { push(); } ( EQ rhs { push(); } | { pushNull(); } ) { endAnnAssign(); }
      | { endExprStmt(); } )
  | { startNext(); } yieldExpr
      ( { $m = sp; push(); } ( EQ rhs { push(); } )+ { endAssign($m); }
      | { endExprStmt(); } )
  | RETURN { start(); } ( exprs { push(); } | { pushNull(); } ) { endReturn(); }
  | PASS { endPass(); }
  | BREAK { endBreak(); }
  | CONTINUE { endContinue(); }
  | IMPORT { start(); pushFlag(false); } importRest
  | FROM { start(); pushFlag(false); } fromRest
  | LAZY { start(); pushFlag(true); } ( IMPORT importRest | FROM fromRest )
  | RAISE { start(); } ( expr { push(); } ( FROM expr { push(); } | { pushNull(); } ) | { pushNull(); pushNull(); } ) { endRaise(); }
  | GLOBAL { start(); $m = sp; } nameList { endGlobal($m); }
  | NONLOCAL { start(); $m = sp; } nameList { endNonlocal($m); }
  | DEL { start(); } exprs { endDelete(); }
  | ASSERT { start(); } expr { push(); } ( COMMA expr { push(); } | { pushNull(); } ) { endAssert(); }
  | TYPE { start(); } NAME { pushName(); } typeParams EQ expr { endTypeAlias(); }
  ;

importRest locals [int m]
  : { $m = sp; } dottedAs ( COMMA dottedAs )* { endImport($m); }
  ;

dottedAs
  : dottedName { push(); } ( AS NAME { pushName(); } | { pushNull(); } ) { endAlias(); }
  ;

dottedName locals [int t]
  : { $t = position(); } NAME ( DOT NAME )* { endDottedName($t); }
  ;

fromRest locals [int m, boolean paren]
  : { startModule(); } ( DOT { addLevel(1); } | ELLIPSIS { addLevel(3); } )* ( dottedName { push(); } | { pushNull(); } ) { endModuleName(); }
    IMPORT { $m = sp; }
    ( STAR { starAlias(); }
    | LPAR importAs ( COMMA { checkComma(); } ( importAs )? )* RPAR
    | importAs ( COMMA { checkComma(); } ( importAs )? )* { checkTrailingComma(); }
    | { missingImportName(); } )
    { endImportFrom($m); }
  ;

importAs
  : NAME { pushName(); } ( AS NAME { pushName(); } | { pushNull(); } ) { endAlias(); }
  ;

nameList
  : NAME { pushName(); } ( COMMA NAME { pushName(); } )*
  ;

// ------------------------------------------------------------------------------------------------------ patterns

patterns locals [int m]
  : { startNext(); $m = sp; } starPattern
    ( { pushPattern(); } ( COMMA { checkComma(); } ( starPattern { pushPattern(); } )? )+ { endOpenSequence($m); } | { endSinglePattern(); } )
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

closedPattern locals [int m]
  : { startNext(); } patternNumber { endValuePattern(); }
  | { startNext(); } strings { endValuePattern(); }
  | { startNext(); } ( NONE | TRUE | FALSE ) { constant(); endSingletonPattern(); }
  | { startNext(); } NAME { patternName(); } ( DOT NAME { attribute(); } )*
      ( LPAR { push(); $m = sp; } ( patternArg ( COMMA { checkComma(); } ( patternArg )? )* )? RPAR { endClassPattern($m); } | { endNamePattern(); } )
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

yieldExpr
  : YIELD { start(); } ( FROM expr { endYieldFrom(); } | exprs { endYield(true); } | { endYield(false); } )
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
  : LBRACE { start(); } rhs { endFieldValue(); } ( EQ { markDebug(); } | { noDebug(); } ) ( EXCL NAME { $conversion = conversion(); } )? { $m = sp; }
    ( COLON ( FMID { middlePart(); } | field )* )? RBRACE { endField($m, $conversion); }
  ;

parenRest locals [int m]
  : RPAR { endEmptyTuple(); }
  | yieldExpr RPAR { endParens(0); }
  | starNamed
      ( comprehension RPAR { endGenerator(); }
      | ( COMMA { $m = tupleComma($m); } ( starNamed { push(); } )? )* RPAR { endParens($m); } )
  ;
  
listRest locals [int m]
  : RBRACK { endList(sp); }
  | { $m = sp; } starNamed
      ( comprehension RBRACK { endListComp(); }
      | { push(); } ( COMMA { checkComma(); } ( starNamed { push(); } )? )* RBRACK { endList($m); } )
  ;

braceRest locals [int m]
  : RBRACE { endDict(sp); }
  | { $m = sp; } DSTAR { start(); } binary
      ( { endUnpackedElement(); } comprehension RBRACE { endDictComp(); }
      | { endUnpackedItem(); } ( COMMA { checkComma(); } ( dictItem )? )* RBRACE { endDict($m); } )
  | { $m = sp; } starNamed
      ( COLON { pushKey(); } expr
          ( comprehension RBRACE { endDictComp(); }
          | { push(); } ( COMMA { checkComma(); } ( dictItem )? )* RBRACE { endDict($m); } )
      | comprehension RBRACE { endSetComp(); }
      | { push(); } ( COMMA { checkComma(); } ( starNamed { push(); } )? )* RBRACE { endSet($m); } )
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

arg
  : STAR { start(); } expr { endStarArgument(); }
  | DSTAR { start(); } expr { endDoubleStarArgument(); }
  | expr
      ( EQ { pushKeyword(); } expr { endKeywordArgument(); }
      | WALRUS { pushWalrusTarget(); } expr { endWalrus(); endArgument(); }
      | comprehension { endGeneratorArgument(); endArgument(); }
      | { endArgument(); } )
  ;

subscripts locals [int m]
  : slice ( COMMA { $m = tupleComma($m); } ( slice { push(); } )? )* { endSubscripts($m); }
  ;

slice
  : starNamed ( COLON { push(); } sliceRest )?
  | { pushNull(); } COLON sliceRest
  ;

sliceRest
  : ( expr { push(); } | { pushNull(); } ) ( COLON ( expr { push(); } | { pushNull(); } ) | { pushNull(); } ) { endSlice(); }
  ;

params locals [int m, int saved]
  : { $m = sp; $saved = enterParams(); } ( param ( COMMA { checkComma(); } ( param )? )* )? { endParams($m, $saved); }
  ;

param
  : SLASH { slashMarker(); }
  | STAR { start(); } ( NAME { pushName(); } ( COLON starPlain { push(); } | { pushNull(); } ) { endStarParam(); } | { starMarker(); } )
  | DSTAR { start(); } NAME { pushName(); } ( COLON expr { push(); } | { pushNull(); } ) { endDoubleStarParam(); }
  | NAME { startLast(); pushName(); } ( COLON expr { push(); } | { pushNull(); } ) ( EQ expr { push(); } | { pushNull(); } ) { endParam(); }
  ;

lambdaParams locals [int m, int saved]
  : { $m = sp; $saved = enterParams(); } ( lambdaParam ( COMMA { checkComma(); } ( lambdaParam )? )* )? { endParams($m, $saved); }
  ;

lambdaParam
  : SLASH { slashMarker(); }
  | STAR { start(); } ( NAME { pushName(); pushNull(); endStarParam(); } | { starMarker(); } )
  | DSTAR { start(); } NAME { pushName(); pushNull(); endDoubleStarParam(); }
  | NAME { startLast(); pushName(); pushNull(); } ( EQ expr { push(); } | { pushNull(); } ) { endParam(); }
  ;
